package dev.provision.spi;

import java.util.Locale;

/**
 * What a step does to others, which the user has to allow: with {@code --yes}, {@code --allow} or
 * an answer on the terminal.
 */
public enum Disruption {
  /** A running machine is switched off or suspended. */
  POWER_OFF(true, "power-off"),
  /** A restored machine is made ours again. */
  RELINK(true, "relink"),
  /** An object is deleted and made again. */
  REPLACE(true, "replacement"),
  /** An object or data is deleted. */
  DELETE(true, "deletion"),
  /** A machine loses everything since a snapshot. */
  REVERT(true, "revert"),
  /** Machines move away from a host. */
  EVACUATE(false, "evacuation"),
  /** A host or its machines may lose a network. */
  CUT_NETWORK(false, "network cut"),
  /** A host loses a datastore, or a datastore its machines. */
  UNMOUNT(false, "unmount"),
  /** All resource pools of a cluster go. */
  DROP_POOLS(false, "pool tree drop"),
  /** A host is no longer managed. */
  DISCONNECT(false, "disconnect"),
  /** Machines are no longer restarted when their host fails. */
  UNPROTECT(false, "HA switch-off"),
  /** An account loses rights. */
  REVOKE(false, "revocation");

  private final boolean byYes;
  private final String noun;

  Disruption(boolean byYes, String noun) {
    this.byYes = byYes;
    this.noun = noun;
  }

  /** Whether {@code --yes} allows it; {@code --allow} with its word always does. */
  public boolean byYes() {
    return byYes;
  }

  /** For a count: {@code 2 evacuations}; an {@code s} makes the plural. */
  public String noun() {
    return noun;
  }

  /** The word for {@code --allow}: {@code power-off}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
