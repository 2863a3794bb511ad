package dev.provision.spi;

import java.util.Optional;

/**
 * What a change does to an object while it is applied. The kind states this fact; a policy then
 * decides whether the change is allowed.
 */
public enum Effect {
  /** No user notices. */
  IN_PLACE(),
  /**
   * Makes an object ours again that carries our marks but is not the object they were written for,
   * such as a restored machine. The user has to allow it.
   */
  RELINKS(Disruption.RELINK),
  /** The object stays but loses data, such as a disk of its own. */
  LOSES_DATA(Disruption.DELETE),
  /** The machine goes back to a snapshot and loses what was written since. */
  REVERTS(Disruption.REVERT),
  /** The machine must be off during the change. */
  NEEDS_POWER_OFF(Disruption.POWER_OFF),
  /**
   * Switches a running machine off or suspends it, because the playbook declares that power state.
   */
  POWERS_OFF(Disruption.POWER_OFF),
  /** Machines move away from the host. */
  EVACUATES(Disruption.EVACUATE),
  /** A host, or the machines of a port group, may lose a network. */
  CUTS_NETWORK(Disruption.CUT_NETWORK),
  /** A host loses a datastore. */
  UNMOUNTS(Disruption.UNMOUNT),
  /** All resource pools of the cluster go. */
  DROPS_POOLS(Disruption.DROP_POOLS),
  /** The host is no longer managed. */
  DISCONNECTS(Disruption.DISCONNECT),
  /** Machines are no longer restarted when their host fails. */
  UNPROTECTS(Disruption.UNPROTECT),
  /** An account loses rights. */
  REVOKES(Disruption.REVOKE),
  /**
   * Not possible on this object; only a new object can have the value. Never done unless the user
   * asks.
   */
  REPLACES(),
  /**
   * As REPLACES, and the playbook asks for a new object in this case: {@code on_image_change:
   * replace}. The plan replaces it, which the user has to allow.
   */
  REPLACES_AS_DECLARED(),
  /** Not possible at all: planning fails and says why. */
  REFUSED();

  private final Optional<Disruption> disruption;

  Effect() {
    disruption = Optional.empty();
  }

  Effect(Disruption disruption) {
    this.disruption = Optional.of(disruption);
  }

  /** What the user has to allow before the change is made to an object that stays. */
  public Optional<Disruption> disruption() {
    return disruption;
  }
}
