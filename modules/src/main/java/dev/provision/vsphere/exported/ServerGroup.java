package dev.provision.vsphere.exported;

import dev.provision.spi.Address;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A server group, as Nova has it, or a declared rule of a cluster, which asks for the same.
 *
 * @param members all that are declared, there or not
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

  /** What to write for the same without force: {@code policy soft-affinity}. */
  public String softer() {
    return rule.isPresent()
        ? "`must: false`"
        : "policy "
            + (policy.isTogether() ? Policy.SOFT_AFFINITY : Policy.SOFT_ANTI_AFFINITY).word();
  }

  /** What the members of a server group want of each other; the soft ones would like it. */
  public enum Policy {
    AFFINITY,
    ANTI_AFFINITY,
    SOFT_AFFINITY,
    SOFT_ANTI_AFFINITY;

    /** Whether they want one host, and else a host each. */
    public boolean isTogether() {
      return this == AFFINITY || this == SOFT_AFFINITY;
    }

    /** Whether nothing else will do. */
    public boolean isHard() {
      return this == AFFINITY || this == ANTI_AFFINITY;
    }

    /** As the playbook writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
