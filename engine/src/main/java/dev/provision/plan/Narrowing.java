package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.Set;

/**
 * Which resources of a playbook to plan, besides targets by address.
 *
 * @param excluded these are left out, with everything that needs them
 * @param tags only resources with one of these tags and what they need; empty for all
 * @param skippedTags resources with one of these tags are left out like the excluded ones
 */
public record Narrowing(Set<Address> excluded, Set<String> tags, Set<String> skippedTags) {
  /** Plans everything. */
  public static final Narrowing NONE = new Narrowing(Set.of(), Set.of(), Set.of());

  public Narrowing {
    excluded = Set.copyOf(excluded);
    tags = Set.copyOf(tags);
    skippedTags = Set.copyOf(skippedTags);
  }
}
