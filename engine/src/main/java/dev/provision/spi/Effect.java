package dev.provision.spi;

/** What a change does to the thing while it is made: a fact, which policy then allows or not. */
public enum Effect {
  /** Nobody notices. */
  IN_PLACE,
  /**
   * Makes it ours again, because it carries our marks and is not the thing that they were written
   * for: a restored machine. Somebody has to allow it.
   */
  RELINKS,
  /** The machine must be off while it is made. */
  NEEDS_POWER_OFF,
  /** Switches a running machine off or suspends it, because that is what is declared. */
  POWERS_OFF,
  /** What it holds is lost, and it stays: its data since a snapshot, or a disk of its own. */
  LOSES_DATA,
  /** Cannot be made on this thing: only a new one has it. Never done unasked. */
  REPLACES,
  /**
   * As REPLACES, and the playbook asks for a new one then: {@code on_image_change: replace}. The
   * plan makes it again, which somebody has to allow.
   */
  REPLACES_AS_DECLARED,
  /** Cannot be made at all: the plan fails and says why. */
  REFUSED
}
