/**
 * The REST API of the simulated vCenter: its sessions, and the tagging service. Requests come in as
 * {@code RestCall}s, over a port or in this process; tags are objects of the world.
 */
package dev.provision.simulator.tagging;
