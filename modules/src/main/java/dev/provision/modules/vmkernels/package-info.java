/**
 * The section {@code vmkernels}: the VMkernel adapters of hosts, with their addresses and what they
 * are used for. In: declarations, and what hosts show of their network. Out: calls of {@code
 * HostNetworkSystem} and {@code HostVirtualNicManager}.
 */
package dev.provision.modules.vmkernels;
