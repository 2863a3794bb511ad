package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.Set;

/**
 * What of a playbook is meant, besides targets by address.
 *
 * @param excluded these are left out, and what needs them
 * @param tags only what has one of these and what it needs; empty for everything
 * @param skippedTags what has one of these is left out as what is excluded
 */
public record Narrowing(Set<Address> excluded, Set<String> tags, Set<String> skippedTags) {
  /** Everything. */
  public static final Narrowing NONE = new Narrowing(Set.of(), Set.of(), Set.of());

  public Narrowing {
    excluded = Set.copyOf(excluded);
    tags = Set.copyOf(tags);
    skippedTags = Set.copyOf(skippedTags);
  }
}
