package dev.provision.modules.clusters;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.ApiWord;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.DrsSpec;
import dev.provision.modules.clusters.declaration.HaOverrideSpec;
import dev.provision.spi.Address;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.inventory.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What single VMs and hosts are to have of their own, by their names.
 *
 * @param vms the instances that are named; empty for one that does not exist yet
 * @param hosts the hosts that are named
 * @param exclusive whether others of a declared list lose what they have
 */
record WantedOverrides(
    Optional<Map<String, String>> drs,
    Optional<Map<String, HaOverrideSpec>> ha,
    Optional<Map<String, String>> dpm,
    Map<String, Optional<ManagedObjectReference>> vms,
    Map<String, Optional<ManagedObjectReference>> hosts,
    boolean exclusive) {
  /** The word for nothing of its own. */
  static final String DEFAULT = DrsSpec.Override.CLUSTER_DEFAULT.word();

  /** The field that came with 6.5. */
  static final String WAIT = "ha.vm_overrides.restart_wait";

  static WantedOverrides of(ClusterSpec spec, Resolved references) {
    Map<String, Optional<ManagedObjectReference>> vms = new LinkedHashMap<>();
    Map<String, Optional<ManagedObjectReference>> hosts = new LinkedHashMap<>();
    return new WantedOverrides(
        spec.drsOverrides().map(all -> words(each("instances", all, references, vms))),
        spec.haOverrides().map(all -> each("instances", all, references, vms)),
        spec.dpmOverrides().map(all -> words(each("hosts", all, references, hosts))),
        vms,
        hosts,
        spec.exclusive());
  }

  /** A name with {@code count} stands for all; one that is named itself has its own value. */
  private static <V> Map<String, V> each(
      String section,
      Map<Ref, V> declared,
      Resolved references,
      Map<String, Optional<ManagedObjectReference>> known) {
    Map<String, V> all = new LinkedHashMap<>();
    declared.forEach(
        (ref, value) -> {
          Map<Address, Object> there = references.each(section, ref.name(), Object.class);
          there.forEach(
              (address, exported) -> {
                String name = address.name();
                known.put(name, ref(exported));
                if (name.equals(ref.name())) {
                  all.put(name, value);
                } else {
                  all.putIfAbsent(name, value);
                }
              });
        });
    return all;
  }

  private static Optional<ManagedObjectReference> ref(Object exported) {
    if (exported instanceof HostRef host) {
      return host.place() instanceof Place.Known known
          ? Optional.of(known.ref())
          : Optional.empty();
    }
    return ClusterDesired.vm(exported);
  }

  private static <E extends ApiWord> Map<String, String> words(Map<String, E> all) {
    Map<String, String> words = new LinkedHashMap<>();
    all.forEach((name, value) -> words.put(name, value.word()));
    return words;
  }

  /** With the others of an exclusive list, and without VMs that get nothing of their own. */
  WantedOverrides beside(Overridden seen) {
    return new WantedOverrides(
        drs.map(all -> others(all, seen.vms())),
        ha.map(
            all -> {
              Map<String, HaOverrideSpec> own = new LinkedHashMap<>(all);
              own.keySet().removeAll(seen.withoutHa());
              return own;
            }),
        dpm.map(all -> others(all, seen.hosts())),
        vms,
        hosts,
        exclusive);
  }

  private Map<String, String> others(
      Map<String, String> declared, Map<String, ManagedObjectReference> there) {
    Map<String, String> all = new LinkedHashMap<>(declared);
    if (exclusive) {
      there.keySet().forEach(name -> all.putIfAbsent(name, DEFAULT));
    }
    return all;
  }

  boolean waits() {
    return ha.orElse(Map.of()).values().stream().anyMatch(each -> each.restartWait().isPresent());
  }

  WantedOverrides withoutWaits() {
    Map<String, HaOverrideSpec> all = new LinkedHashMap<>();
    ha.orElse(Map.of()).forEach((name, own) -> all.put(name, own.withoutWait()));
    return new WantedOverrides(drs, ha.map(own -> all), dpm, vms, hosts, exclusive);
  }

  /** Whether HA takes away what a VM of this name has. */
  boolean dropsHa(String name) {
    return ha.filter(all -> all.containsKey(name) ? all.get(name).own().isPresent() : exclusive)
        .isPresent();
  }
}
