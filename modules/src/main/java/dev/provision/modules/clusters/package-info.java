/**
 * Clusters: those that a playbook makes, and the groups, rules and overrides that it declares in
 * them or in existing ones. An entry in the journal says that a group or rule is ours.
 */
package dev.provision.modules.clusters;
