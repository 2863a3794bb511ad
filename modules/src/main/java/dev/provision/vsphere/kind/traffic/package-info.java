/**
 * What switches and port groups do with traffic: security, teaming and shaping, as the playbook has
 * them, and their rows for standard switches and port groups ({@code HostNetworkPolicy}).
 */
package dev.provision.vsphere.kind.traffic;
