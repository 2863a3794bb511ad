package dev.provision.vsphere.placement;

import dev.provision.vsphere.connection.VcenterSpec;

/**
 * How much of hosts and datastores may be used: Nova's allocation ratios. A ratio of 1 allows
 * exactly what exists.
 *
 * @param cpus virtual CPUs for each CPU thread of a host; 0 for no limit, as in vSphere
 * @param reservedMemory memory of every host, in bytes, that no VM gets
 */
record Capacity(double memory, double cpus, double disk, long reservedMemory) {
  static Capacity of(VcenterSpec spec) {
    return new Capacity(
        spec.ramAllocationRatio().doubleValue(),
        spec.cpuAllocationRatio().map(Number::doubleValue).orElse(0.0),
        spec.diskAllocationRatio().doubleValue(),
        spec.reservedHostMemory().bytes());
  }

  /** The memory of a host that VMs may use, in bytes. */
  long ofMemory(long bytes) {
    return Math.round(bytes * memory) - reservedMemory;
  }

  /** The usable free space of a datastore, in bytes. */
  long ofDisk(long free, long capacity) {
    return free + Math.round(capacity * (disk - 1));
  }
}
