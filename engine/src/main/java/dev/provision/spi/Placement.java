package dev.provision.spi;

import java.util.Set;

/** Where an object will be created; the content is the provider's. */
public interface Placement {
  /** The text for the plan, {@code esx02, nas1}; empty when there is nothing to choose. */
  String text();

  /**
   * The paths of the objects that it stands on: a host, a datastore. A step that creates or changes
   * one of them comes first.
   */
  default Set<String> standsOn() {
    return Set.of();
  }

  /** For a resource that needs no place. */
  Placement NONE = () -> "";
}
