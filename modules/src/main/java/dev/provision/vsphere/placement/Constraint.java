package dev.provision.vsphere.placement;

import java.util.Locale;

/** What a host is judged by, in the order of the tables. */
enum Constraint {
  /** It is connected, on, in no maintenance, knows the hardware, and its cluster has the pool. */
  STATE,
  CPU,
  MEMORY,
  /** What the VM's reservations want of what is not reserved. */
  RESERVED,
  /** A datastore that it mounts, with room, and those of the volumes. */
  DISK,
  /** A datastore that satisfies the storage policy. */
  POLICY,
  NETWORK,
  /** The server group's policy, and the cluster's rules between VMs and hosts. */
  GROUP;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
