package dev.provision.vsphere.placement;

import java.util.List;

/**
 * One strategy for a packing.
 *
 * @param groupsFirst place members of groups with a hard policy before VMs that can go anywhere
 */
record Strategy(boolean groupsFirst, Choice choice) {
  /** Which of the suitable hosts is taken. */
  enum Choice {
    EMPTIEST,
    FULLEST,
    /** The host with the most VMs of the plan, so that one host is filled after the other. */
    SAME
  }

  /** The first spreads VMs, for when there is room; the others are for when room is short. */
  static final List<Strategy> ALL =
      List.of(
          new Strategy(false, Choice.EMPTIEST),
          new Strategy(true, Choice.EMPTIEST),
          new Strategy(true, Choice.FULLEST),
          new Strategy(false, Choice.FULLEST),
          new Strategy(true, Choice.SAME),
          new Strategy(false, Choice.SAME));
}
