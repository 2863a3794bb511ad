package dev.provision.vsphere.exported;

import dev.provision.spi.Address;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A server group as in Nova, or a declared rule of a cluster, which asks for the same.
 *
 * @param members all that are declared, also those that do not exist yet
 * @param rule as messages name it, {@code rule `web-apart` (site.yml:12:7)}; empty for a server
 *     group
 */
public record ServerGroup(
    Address address, Policy policy, List<Address> members, Optional<String> rule) {
  public ServerGroup {
    members = List.copyOf(members);
    Objects.requireNonNull(rule);
  }

  public ServerGroup(Address address, Policy policy, List<Address> members) {
    this(address, policy, members, Optional.empty());
  }

  /** {@code server group `web` (affinity)}. */
  public String text() {
    return rule.orElseGet(() -> "server group `" + address.name() + "` (" + policy.word() + ")");
  }

  /** What to write to make it a wish instead of a demand: {@code policy soft-affinity}. */
  public String softer() {
    return rule.isPresent()
        ? "`must: false`"
        : "policy "
            + (policy.isTogether() ? Policy.SOFT_AFFINITY : Policy.SOFT_ANTI_AFFINITY).word();
  }

  /**
   * Whether the members run on one host or on different ones; the soft policies are met only if
   * possible.
   */
  public enum Policy {
    AFFINITY,
    ANTI_AFFINITY,
    SOFT_AFFINITY,
    SOFT_ANTI_AFFINITY;

    /** Whether they run on one host; otherwise each on its own. */
    public boolean isTogether() {
      return this == AFFINITY || this == SOFT_AFFINITY;
    }

    /** Whether it must be met. */
    public boolean isHard() {
      return this == AFFINITY || this == ANTI_AFFINITY;
    }

    /** As the playbook writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
