/**
 * Clusters that exist, and what is declared of their lists: groups of VMs, groups of hosts and
 * rules, each owned by an entry of the journal.
 */
package dev.provision.modules.clusters;
