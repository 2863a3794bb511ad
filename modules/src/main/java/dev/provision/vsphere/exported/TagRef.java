package dev.provision.vsphere.exported;

import java.util.Objects;
import java.util.Set;

/**
 * A tag: one that is there, or one that the plan makes. A category is exported as all of its
 * declared tags.
 *
 * @param category the name of its category in vCenter
 * @param single whether an object has one tag of the category at most
 * @param types of objects that can have it; empty for all
 */
public record TagRef(String category, String name, boolean single, Set<String> types) {
  public TagRef {
    Objects.requireNonNull(category);
    Objects.requireNonNull(name);
    types = Set.copyOf(types);
  }

  /** With its category, {@code tier/gold}. */
  public String path() {
    return category + "/" + name;
  }
}
