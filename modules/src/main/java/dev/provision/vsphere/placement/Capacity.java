package dev.provision.vsphere.placement;

import dev.provision.vsphere.connection.VcenterSpec;

/**
 * How much of hosts and datastores may be given away: Nova's allocation ratios. A ratio of 1 gives
 * what there is.
 *
 * @param cpus virtual CPUs for each CPU thread of a host; 0 for any number, which is what vSphere
 *     does
 * @param reservedMemory of every host, in bytes, which no VM gets
 */
record Capacity(double memory, double cpus, double disk, long reservedMemory) {
  static Capacity of(VcenterSpec spec) {
    return new Capacity(
        spec.ramAllocationRatio().doubleValue(),
        spec.cpuAllocationRatio().map(Number::doubleValue).orElse(0.0),
        spec.diskAllocationRatio().doubleValue(),
        spec.reservedHostMemory().bytes());
  }

  /** What VMs may have of a host's memory, in bytes. */
  long ofMemory(long bytes) {
    return Math.round(bytes * memory) - reservedMemory;
  }

  /** What is left of a datastore, in bytes. */
  long ofDisk(long free, long capacity) {
    return free + Math.round(capacity * (disk - 1));
  }
}
