/**
 * Existing clusters, and the groups of VMs, groups of hosts and rules that a playbook declares in
 * them. An entry in the journal says that one is ours.
 */
package dev.provision.modules.clusters;
