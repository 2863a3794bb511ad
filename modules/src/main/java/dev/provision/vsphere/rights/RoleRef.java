package dev.provision.vsphere.rights;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * What others get from a role.
 *
 * @param id empty for one that is still to be made
 * @param privileges those that it has, or will have
 */
public record RoleRef(String name, OptionalInt id, SortedSet<String> privileges) {
  public RoleRef {
    Objects.requireNonNull(name);
    Objects.requireNonNull(id);
    Objects.requireNonNull(privileges);
  }
}
