package dev.provision.vsphere.exported;

import java.util.Objects;
import java.util.Optional;

/**
 * A custom attribute: one that is there, or one that the plan makes.
 *
 * @param name its name in vCenter
 * @param type of the managed objects that it is for; empty for all, and when several have the name
 */
public record AttributeRef(String name, Optional<String> type) {
  public AttributeRef {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }
}
