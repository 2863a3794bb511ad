package dev.provision.modules.clusters;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.AdmissionSpec;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.HaSpec;
import dev.provision.spi.Address;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.exported.DatastoreRef;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.inventory.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What settings of a cluster name: datastores and hosts.
 *
 * @param heartbeat empty to leave the datastores alone
 * @param failover empty to leave the hosts alone
 * @param system the datastores of vCenter's own machines; empty to leave them alone
 */
record WantedPlaces(
    Optional<List<Member>> heartbeat,
    Optional<List<Member>> failover,
    Optional<List<Member>> system) {
  static WantedPlaces of(ClusterSpec spec, Resolved references) {
    return new WantedPlaces(
        spec.ha()
            .flatMap(HaSpec::heartbeatDatastores)
            .map(refs -> members("datastores", refs, WantedPlaces::datastore, references)),
        spec.ha()
            .flatMap(HaSpec::admissionControl)
            .flatMap(AdmissionSpec::failoverHosts)
            .map(refs -> members("hosts", refs, WantedPlaces::host, references)),
        spec.vclsDatastores()
            .map(refs -> members("datastores", refs, WantedPlaces::datastore, references)));
  }

  WantedPlaces withoutSystem() {
    return new WantedPlaces(heartbeat, failover, Optional.empty());
  }

  private static Member datastore(Object exported) {
    DatastoreRef store = (DatastoreRef) exported;
    return member(store.path().name(), store.place());
  }

  private static Member host(Object exported) {
    HostRef host = (HostRef) exported;
    return member(host.path().name(), host.place());
  }

  private static Member member(String name, Place place) {
    Optional<ManagedObjectReference> ref =
        place instanceof Place.Known known ? Optional.of(known.ref()) : Optional.empty();
    return ref.isPresent() ? new Member(ref, name) : Member.toBeMade(name);
  }

  private static List<Member> members(
      String section, List<Ref> refs, Function<Object, Member> read, Resolved references) {
    List<Member> all = new ArrayList<>();
    for (Ref ref : refs) {
      Map<Address, Object> each = references.each(section, ref.name(), Object.class);
      each.values().forEach(exported -> all.add(read.apply(exported)));
    }
    return Member.sorted(all);
  }
}
