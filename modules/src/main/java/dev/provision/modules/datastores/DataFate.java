package dev.provision.modules.datastores;

import java.util.Locale;

/** What becomes of the data of a datastore that is deleted. */
public enum DataFate {
  KEEP,
  DESTROY;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
