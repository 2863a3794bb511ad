/**
 * Clusters with their rules, hosts and resource pools: where a VM can run, and what is free there.
 */
package dev.provision.simulator.compute;
