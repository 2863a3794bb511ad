package dev.provision.plan;

import java.util.Locale;

/** What the user has to allow, with {@code --yes}, {@code --allow} or an answer on the terminal. */
public enum Disruption {
  POWER_OFF,
  RELINK,
  REPLACE,
  DELETE;

  /** The word for {@code --allow}: {@code power-off}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
