package dev.provision.modules.networks;

import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.journal.HostState;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.List;
import java.util.Optional;

/**
 * A network as it was found.
 *
 * @param group the port group in the inventory; empty when it is on no host, and for one that
 *     {@code owned} lists
 * @param hosts the hosts of one that we create; empty for one that is only looked up
 * @param object the distributed port group that we create
 * @param users who is connected to that, for people
 */
record NetworkState(
    Optional<PortGroupRef> group,
    Optional<HostState<PortGroupSeen>> hosts,
    Optional<ObjectState> object,
    List<String> users) {
  NetworkState(Optional<PortGroupRef> group, Optional<HostState<PortGroupSeen>> hosts) {
    this(group, hosts, Optional.empty(), List.of());
  }

  static NetworkState existing(PortGroupRef group) {
    return new NetworkState(Optional.of(group), Optional.empty());
  }
}
