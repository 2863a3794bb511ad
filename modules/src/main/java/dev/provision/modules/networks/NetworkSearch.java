package dev.provision.modules.networks;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NetworkSummary;
import com.vmware.vim25.OpaqueNetworkSummary;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.exported.PortGroupRef.Opaque;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.NewerProperties;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.PortGroups;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds a network by exact name, path or key; never by a part of a name, as Nova did, where net1
 * found net10.
 */
final class NetworkSearch {
  /**
   * Read as a whole, because its declared type, NetworkSummary, lacks the fields of opaque
   * networks.
   */
  static final String SUMMARY = "summary";

  private static final List<String> TYPES =
      List.of("Network", "DistributedVirtualPortgroup", "OpaqueNetwork");

  private NetworkSearch() {}

  /** A text that is the name of one network and the key of another is ambiguous. */
  static Lookup find(NetworkDesired desired, Inventory read) {
    PlaceName wanted = desired.name();
    Lookup named = withoutUplinks(read.find(TYPES, wanted, below(desired, read)), read);
    if (wanted.isPath()) {
      return named;
    }
    Map<ManagedObjectReference, InventoryPath> found = new LinkedHashMap<>();
    if (named instanceof Lookup.Found one) {
      found.put(one.item().ref(), one.path());
    }
    InventoryPath below = below(desired, read);
    for (Item network : read.all("Network")) {
      if (key(network).filter(wanted.text()::equals).isPresent()
          && read.path(network.ref()).isBelow(below)) {
        found.put(network.ref(), read.path(network.ref()));
      }
    }
    if (found.isEmpty() || named instanceof Lookup.Ambiguous) {
      return named;
    }
    if (found.size() > 1) {
      List<InventoryPath> paths = new ArrayList<>(found.values());
      paths.sort((a, b) -> a.toString().compareTo(b.toString()));
      return new Lookup.Ambiguous(paths);
    }
    Map.Entry<ManagedObjectReference, InventoryPath> only = found.entrySet().iterator().next();
    return new Lookup.Found(read.get(only.getKey()).orElseThrow(), only.getValue());
  }

  /**
   * Leaves uplink port groups out of suggestions, and takes the other network when one of two with
   * the same name is an uplink. {@link #whyUnfit} refuses an uplink that has the name alone.
   */
  private static Lookup withoutUplinks(Lookup lookup, Inventory read) {
    if (lookup instanceof Lookup.NotFound none) {
      Set<String> others = new HashSet<>();
      for (Item network : read.all("Network")) {
        if (!PortGroups.isUplink(network)) {
          others.add(network.shown());
          others.add(read.path(network.ref()).toString());
        }
      }
      return none.with(none.near().stream().filter(others::contains).toList());
    }
    if (lookup instanceof Lookup.Ambiguous several) {
      List<Item> others =
          read.all("Network").stream()
              .filter(network -> several.paths().contains(read.path(network.ref())))
              .filter(network -> !PortGroups.isUplink(network))
              .toList();
      if (others.size() == 1) {
        return new Lookup.Found(others.get(0), read.path(others.get(0).ref()));
      }
    }
    return lookup;
  }

  /** A distributed port group's key, or an opaque network's id; a standard one has only a name. */
  private static Optional<String> key(Item network) {
    return network
        .get("key", String.class)
        .or(() -> summary(network).map(OpaqueNetworkSummary::getOpaqueNetworkId));
  }

  private static Optional<OpaqueNetworkSummary> summary(Item network) {
    return network
        .get(SUMMARY, NetworkSummary.class)
        .filter(OpaqueNetworkSummary.class::isInstance)
        .map(OpaqueNetworkSummary.class::cast)
        .filter(summary -> summary.getOpaqueNetworkId() != null);
  }

  static InventoryPath below(NetworkDesired desired, Inventory read) {
    return desired.vcenter().below(read);
  }

  static PortGroupRef ref(NetworkDesired desired, Item network, Inventory read) {
    String key = network.get("key", String.class).orElse("");
    String switchUuid =
        PortGroups.switchOf(network)
            .flatMap(read::get)
            .flatMap(dvs -> dvs.get("uuid", String.class))
            .orElse("");
    return new PortGroupRef(
        desired.network(),
        network.ref(),
        network.name(),
        switchUuid,
        key,
        summary(network).map(summary -> opaque(summary, read)));
  }

  private static Opaque opaque(OpaqueNetworkSummary summary, Inventory read) {
    String id = summary.getOpaqueNetworkId();
    Set<ManagedObjectReference> carriers =
        read.all("DistributedVirtualPortgroup").stream()
            .filter(
                group ->
                    group
                        .get(NewerProperties.LOGICAL_SWITCH, String.class)
                        .filter(id::equals)
                        .isPresent())
            .map(Item::ref)
            .collect(Collectors.toSet());
    String type = summary.getOpaqueNetworkType();
    return new Opaque(id, type == null ? "opaque" : type, carriers);
  }

  /**
   * Why no NIC can be connected to it; empty when one can. Checked by the plan, because a server
   * would only refuse when the VM is created.
   */
  static Optional<String> whyUnfit(PortGroupRef there, Item network) {
    if (PortGroups.isUplink(network)) {
      return Optional.of(
          "is the uplink port group of a distributed switch: it connects the switch to the hosts'"
              + " physical adapters, and no VM; name one of the switch's other port groups");
    }
    if (there.ref().getType().equals("OpaqueNetwork") && there.opaque().isEmpty()) {
      return Optional.of("is an opaque network whose id the account may not read");
    }
    return there.isDistributed() && there.switchUuid().isEmpty()
        ? Optional.of("is on a distributed switch that the account may not read")
        : Optional.empty();
  }

  /** Why there is no such network, or why no NIC can be connected to it. */
  static String whyNone(NetworkDesired desired, Inventory read) {
    Lookup lookup = find(desired, read);
    return lookup instanceof Lookup.Found found
        ? "`"
            + found.path()
            + "` "
            + whyUnfit(ref(desired, found.item(), read), found.item()).orElse("cannot be used")
        : lookup.problem("port group", desired.name(), below(desired, read)).orElseThrow();
  }
}
