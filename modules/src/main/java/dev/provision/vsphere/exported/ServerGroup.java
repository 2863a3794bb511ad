package dev.provision.vsphere.exported;

import dev.provision.spi.Address;
import java.util.List;
import java.util.Locale;

/**
 * A server group, as Nova has it.
 *
 * @param members all that are declared, there or not
 */
public record ServerGroup(Address address, Policy policy, List<Address> members) {
  public ServerGroup {
    members = List.copyOf(members);
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
