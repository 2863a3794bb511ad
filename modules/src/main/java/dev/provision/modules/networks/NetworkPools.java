package dev.provision.modules.networks;

import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.DVSVmVnicNetworkResourcePool;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.SwitchRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PortGroups;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The network resource pool of a distributed port group ({@code vmVnicNetworkResourcePoolKey}). A
 * playbook has the name of the pool, and the API a key that its switch gave it; the key is looked
 * up in the step, because the same plan may make the pool.
 */
final class NetworkPools {
  static final String FIELD = "resource_pool";

  /** The pools of a distributed switch. */
  static final String LIST = "config.vmVnicNetworkResourcePool";

  private static final String NONE = "none";

  /** In a change, for no pool (vSphere API, DVPortgroupConfigInfo). */
  private static final String NO_KEY = "-1";

  /** The name of its pool, added to a port group. */
  private static final String NAME = "provision.networkPool";

  private NetworkPools() {}

  static Row<NetworkSpec, Item, PortGroupDraft> row() {
    return FieldRow.<NetworkSpec, Item, PortGroupDraft, String>of(
        FIELD,
        PortGroupRows.CONFIG,
        NetworkSpec::resourcePool,
        NetworkPools::seen,
        (draft, name, old) -> draft.spec().setVmVnicNetworkResourcePoolKey(name));
  }

  private static Seen<String> seen(Item group) {
    return Seen.of(group, PortGroupRows.CONFIG, DVPortgroupConfigInfo.class)
        .then(
            config ->
                key(config).isEmpty()
                    ? new Seen.Known<>(NONE)
                    : group
                        .get(NAME, String.class)
                        .<Seen<String>>map(Seen.Known::new)
                        .orElseGet(
                            () -> new Seen.Unknown<>("the pools of its switch cannot be read")));
  }

  private static Optional<String> key(DVPortgroupConfigInfo config) {
    return Optional.ofNullable(config.getVmVnicNetworkResourcePoolKey())
        .filter(key -> !key.equals(NO_KEY));
  }

  /** A port group with the name of its pool, where the pools of its switch were read. */
  static Item named(Item group, Inventory read) {
    Optional<String> key =
        group.get(PortGroupRows.CONFIG, DVPortgroupConfigInfo.class).flatMap(NetworkPools::key);
    return key.flatMap(
            wanted ->
                PortGroups.switchOf(group).flatMap(read::get).map(NetworkPools::keys).stream()
                    .flatMap(keys -> keys.entrySet().stream())
                    .filter(pool -> pool.getValue().equals(wanted))
                    .map(Map.Entry::getKey)
                    .findFirst())
        .map(name -> group.with(NAME, name))
        .orElse(group);
  }

  /** The keys of the pools of a switch, by name. */
  private static Map<String, String> keys(Item dvs) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (DVSVmVnicNetworkResourcePool each :
        dvs.get(LIST, DVSVmVnicNetworkResourcePool[].class)
            .orElse(new DVSVmVnicNetworkResourcePool[0])) {
      keys.put(each.getName() == null ? each.getKey() : each.getName(), each.getKey());
    }
    return keys;
  }

  /** A pool that the switch neither has nor gets. */
  static List<Problem> problems(NetworkSpec spec, SwitchRef.Distributed dvs, Inventory read) {
    Set<String> known = new TreeSet<>(dvs.pools());
    read.at(dvs.path()).map(NetworkPools::keys).map(Map::keySet).ifPresent(known::addAll);
    return spec.resourcePool().stream()
        .filter(name -> !name.equals(NONE) && !known.contains(name))
        .map(
            name ->
                new Problem(
                    FIELD,
                    "switch `%s` has no network resource pool `%s`%s"
                        .formatted(dvs.path().name(), name, DidYouMean.suffix(name, known))))
        .toList();
  }

  /** Replaces the name in a spec with the key. */
  static void keyed(DVPortgroupConfigSpec spec, ManagedObjectReference dvs, VsphereWriter write)
      throws ModuleException {
    String name = spec.getVmVnicNetworkResourcePoolKey();
    if (name == null) {
      return;
    }
    if (name.equals(NONE)) {
      spec.setVmVnicNetworkResourcePoolKey(NO_KEY);
      return;
    }
    String key = keys(write.read(dvs, LIST)).get(name);
    if (key == null) {
      throw ModuleException.refused("its switch has no network resource pool `" + name + "`");
    }
    spec.setVmVnicNetworkResourcePoolKey(key);
  }

  /** The same for a port group that exists. */
  static void keyedOf(DVPortgroupConfigSpec spec, ManagedObjectReference group, VsphereWriter write)
      throws ModuleException {
    if (spec.getVmVnicNetworkResourcePoolKey() != null) {
      keyed(
          spec,
          PortGroups.switchOf(write.read(group, PortGroups.SWITCH))
              .orElseThrow(() -> ModuleException.refused("its switch cannot be read")),
          write);
    }
  }
}
