package dev.provision.modules.clusters;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.modules.clusters.declaration.RuleSpec;
import dev.provision.modules.clusters.settings.HaRows;
import dev.provision.modules.clusters.settings.Setting;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.object.ObjectDesired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A cluster that is wanted, or its groups and rules.
 *
 * @param made the cluster, with its settings; empty for one that is only looked up
 * @param places the datastores and hosts that settings name
 * @param overrides what single VMs and hosts have of their own
 * @param members the instances of each VM group and rule, by {@link Entry#address}; empty for an
 *     instance that does not exist yet
 */
record ClusterDesired(
    Declaration<ClusterSpec> declaration,
    EnvironmentId environment,
    VcenterSpec vcenter,
    Optional<ObjectDesired<ClusterSpec>> made,
    WantedPlaces places,
    WantedOverrides overrides,
    Map<Address, Map<Address, Optional<ManagedObjectReference>>> members) {
  ClusterDesired {
    members = Map.copyOf(members);
  }

  static ClusterDesired of(
      Declaration<ClusterSpec> declaration,
      Optional<ObjectDesired<ClusterSpec>> made,
      Resolved references) {
    Map<Address, Map<Address, Optional<ManagedObjectReference>>> members = new HashMap<>();
    for (Entry entry : Entry.of(declaration.address(), declaration.spec())) {
      Map<Address, Optional<ManagedObjectReference>> vms = new TreeMap<>();
      for (Ref ref : refs(entry, declaration.spec())) {
        references
            .each("instances", ref.name(), Object.class)
            .forEach((vm, there) -> vms.put(vm, vm(there)));
      }
      members.put(entry.address(), vms);
    }
    return new ClusterDesired(
        declaration,
        references.environment(),
        references.connection(VcenterSpec.class),
        made,
        WantedPlaces.of(declaration.spec(), references),
        WantedOverrides.of(declaration.spec(), references),
        members);
  }

  ClusterDesired with(ObjectDesired<ClusterSpec> other) {
    return new ClusterDesired(
        declaration, environment, vcenter, Optional.of(other), places, overrides, members);
  }

  /** The declared fields of late parts that only some versions of the API have. */
  List<Meaning> meanings() {
    List<Meaning> all = new ArrayList<>();
    if (places.system().isPresent()) {
      all.add(
          Meaning.since(
                  PlaceRows.SYSTEM,
                  "7.0.3",
                  "where vCenter's own machines may be, which came with vSphere 7.0.3")
              .deprecated("9.0", ""));
    }
    spec()
        .allRules()
        .forEach(
            (name, rule) -> {
              if (rule.start().isPresent()) {
                all.add(
                    Meaning.since(
                        Entry.Sort.RULE.field() + "." + name,
                        Setting.SINCE,
                        "a rule of HA, which came with vSphere 6.5"));
              }
            });
    if (overrides.waits()) {
      all.add(Meaning.since(WantedOverrides.WAIT, Setting.SINCE, HaRows.WAIT));
    }
    return all;
  }

  /** The same without these fields. */
  ClusterDesired without(Set<String> fields) {
    Map<String, RuleSpec> rules = new LinkedHashMap<>(spec().allRules());
    rules.keySet().removeIf(name -> fields.contains(Entry.Sort.RULE.field() + "." + name));
    return new ClusterDesired(
        new Declaration<>(
            declaration.address(),
            spec().withRules(spec().rules().map(all -> rules)),
            declaration.common(),
            declaration.fields(),
            declaration.references(),
            declaration.span()),
        environment,
        vcenter,
        made,
        fields.contains(PlaceRows.SYSTEM) ? places.withoutSystem() : places,
        fields.contains(WantedOverrides.WAIT) ? overrides.withoutWaits() : overrides,
        members);
  }

  /** Whether this is a late part. */
  boolean isLate() {
    return spec().hasLateParts();
  }

  /** The VM that an instance exports; empty until it exists. */
  static Optional<ManagedObjectReference> vm(Object exported) {
    return exported instanceof Optional<?> there
        ? there.map(ManagedObjectReference.class::cast)
        : Optional.empty();
  }

  private static List<Ref> refs(Entry entry, ClusterSpec spec) {
    return switch (entry.sort()) {
      case VM_GROUP -> spec.allVmGroups().get(entry.name());
      case HOST_GROUP -> List.of();
      case RULE -> {
        RuleSpec rule = spec.allRules().get(entry.name());
        yield rule.apart().or(rule::together).orElse(List.of());
      }
    };
  }

  ClusterSpec spec() {
    return declaration.spec();
  }

  /** The cluster's name or inventory path. */
  PlaceName name() {
    return spec().path().orElseGet(() -> PlaceName.called(declaration.address().name()));
  }

  boolean protect() {
    return declaration.common().protect();
  }

  /** All declared groups and rules. */
  List<Entry> entries() {
    return Entry.of(declaration.address(), spec());
  }
}
