/** Rehearsals of playbooks on copies of a vCenter that is not ours. */
package dev.provision.rehearsal;
