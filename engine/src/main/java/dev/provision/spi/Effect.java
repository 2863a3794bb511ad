package dev.provision.spi;

/**
 * What a change does to an object while it is applied. The kind states this fact; a policy then
 * decides whether the change is allowed.
 */
public enum Effect {
  /** No user notices. */
  IN_PLACE,
  /**
   * Makes an object ours again that carries our marks but is not the object they were written for,
   * such as a restored machine. The user has to allow it.
   */
  RELINKS,
  /** The machine must be off during the change. */
  NEEDS_POWER_OFF,
  /**
   * Switches a running machine off or suspends it, because the playbook declares that power state.
   */
  POWERS_OFF,
  /** The object stays but loses data: everything since a snapshot, or a disk of its own. */
  LOSES_DATA,
  /**
   * Not possible on this object; only a new object can have the value. Never done unless the user
   * asks.
   */
  REPLACES,
  /**
   * As REPLACES, and the playbook asks for a new object in this case: {@code on_image_change:
   * replace}. The plan replaces it, which the user has to allow.
   */
  REPLACES_AS_DECLARED,
  /** Not possible at all: planning fails and says why. */
  REFUSED
}
