/**
 * The section {@code server_groups}: what VMs want of each other, as DRS rules where DRS is on and
 * by placement everywhere. In: the policy and the members. Out: rules of clusters.
 */
package dev.provision.modules.servergroups;
