/**
 * The section {@code server_groups}: which VMs belong on the same host or on different ones, as DRS
 * rules where DRS is on and by placement everywhere. Input: the policy and the members. Output:
 * rules of clusters.
 */
package dev.provision.modules.servergroups;
