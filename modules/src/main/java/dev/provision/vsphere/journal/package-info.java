/**
 * Whose a thing is that can carry no mark, such as a standard port group or a rule of a cluster:
 * the environment's home, the journal in it, and what the server's events say against an entry.
 */
package dev.provision.vsphere.journal;
