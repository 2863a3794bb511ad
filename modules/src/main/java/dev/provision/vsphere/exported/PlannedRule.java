package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A rule or group that a plan gives a cluster, as far as it says where its instances run. All of
 * them have to be in the cluster: a server takes no other VM into a group or rule.
 *
 * @param cluster its path
 * @param what {@code rule `web-apart`}
 * @param where it is declared
 * @param members the instances that it names, there or not
 * @param group how they stand to each other; empty for groups, and for rules about hosts
 * @param hosts the only hosts that they may run on; empty for all
 */
public record PlannedRule(
    InventoryPath cluster,
    String what,
    Span where,
    Set<Address> members,
    Optional<ServerGroup> group,
    Optional<Set<ManagedObjectReference>> hosts) {
  public PlannedRule {
    Objects.requireNonNull(cluster);
    Objects.requireNonNull(what);
    Objects.requireNonNull(where);
    members = Set.copyOf(members);
    Objects.requireNonNull(group);
    hosts = hosts.map(Set::copyOf);
  }
}
