package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A rule or group that a plan gives a cluster, as far as it limits where instances run. All its
 * instances must be in the cluster: a server accepts no other VM in a group or rule.
 *
 * @param cluster its path
 * @param what {@code rule `web-apart`}
 * @param where it is declared
 * @param members the instances that it names, also those that do not exist yet
 * @param group whether they must run together or apart; empty for groups, and for rules about hosts
 * @param hosts the only hosts that they may run on; empty for any host
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
