package dev.provision.vsphere.placement;

import java.util.Locale;

/** The criteria for a host, in the order of the tables. */
enum Constraint {
  /**
   * The host is connected, powered on, not in maintenance mode, supports the virtual hardware, and
   * its cluster has the pool.
   */
  STATE,
  CPU,
  MEMORY,
  /** The VM's reservations fit into what is not reserved. */
  RESERVED,
  /** The host mounts a datastore with room, and the datastores of the volumes. */
  DISK,
  /** A datastore that satisfies the storage policy. */
  POLICY,
  NETWORK,
  /** The server group's policy, and the cluster's VM-host rules. */
  GROUP;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
