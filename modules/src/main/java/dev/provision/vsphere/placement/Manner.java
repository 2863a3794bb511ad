package dev.provision.vsphere.placement;

import java.util.List;

/**
 * How a packing is tried.
 *
 * @param groupsFirst what is bound by a hard policy goes before what is free to go anywhere
 */
record Manner(boolean groupsFirst, Choice choice) {
  /** Which of the hosts that fit is taken. */
  enum Choice {
    EMPTIEST,
    FULLEST,
    /** The one that has most VMs of the plan, so that one host after the other is filled. */
    SAME
  }

  /** The first is how VMs are spread where there is room; the others where there is little. */
  static final List<Manner> ALL =
      List.of(
          new Manner(false, Choice.EMPTIEST),
          new Manner(true, Choice.EMPTIEST),
          new Manner(true, Choice.FULLEST),
          new Manner(false, Choice.FULLEST),
          new Manner(true, Choice.SAME),
          new Manner(false, Choice.SAME));
}
