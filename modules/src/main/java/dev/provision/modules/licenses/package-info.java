/** Licenses of a vCenter: added, labelled, assigned and removed. Their keys are secrets. */
package dev.provision.modules.licenses;
