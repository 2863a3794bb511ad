/**
 * Shares, reservation, limit and expandable of processors and memory, for every kind that the API
 * gives a {@code ResourceAllocationInfo}.
 */
package dev.provision.vsphere.kind.allocation;
