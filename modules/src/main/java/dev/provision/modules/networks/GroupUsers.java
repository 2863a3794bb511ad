package dev.provision.modules.networks;

import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.hostnet.HostServices;
import dev.provision.vsphere.kind.hostnet.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who loses the network when a distributed port group changes: the machines and the adapters of
 * hosts that are connected to it.
 */
final class GroupUsers {
  static final String MACHINES = "vm";
  private static final String ADAPTERS = "config.network.vnic";

  /** What carries traffic, or does not any more. */
  private static final List<String> CARRYING = List.of("vlan", "block", "teaming.");

  /** So many are named. */
  private static final int NAMED = 5;

  private GroupUsers() {}

  static List<String> of(Item group, Inventory read) {
    List<String> all = new ArrayList<>();
    for (Item host : read.all("HostSystem")) {
      Stream.of(host.get(ADAPTERS, HostVirtualNic[].class).orElse(new HostVirtualNic[0]))
          .filter(nic -> isOn(nic, group))
          .forEach(nic -> all.add(words(nic, host)));
    }
    for (ManagedObjectReference vm :
        group.get(MACHINES, ManagedObjectReference[].class).orElse(new ManagedObjectReference[0])) {
      read.get(vm).ifPresent(machine -> all.add("`" + machine.shown() + "`"));
    }
    return all;
  }

  private static boolean isOn(HostVirtualNic nic, Item group) {
    return nic.getSpec().getDistributedVirtualPort() != null
        && group
            .get("key", String.class)
            .filter(nic.getSpec().getDistributedVirtualPort().getPortgroupKey()::equals)
            .isPresent();
  }

  private static String words(HostVirtualNic nic, Item host) {
    Optional<HostServices> services = HostServices.of(host).known();
    boolean manages =
        services.filter(all -> all.of(nic.getDevice()).contains(Service.MANAGEMENT)).isPresent();
    return nic.getDevice()
        + " of `"
        + host.shown()
        + "`"
        + (manages ? ", over which vCenter manages it" : "");
  }

  /** A change with those that it may cut off. */
  static Change told(Change change, List<String> users) {
    boolean carries =
        CARRYING.stream()
            .anyMatch(
                each ->
                    each.endsWith(".")
                        ? change.field().startsWith(each)
                        : change.field().equals(each));
    if (users.isEmpty() || !carries || change.effect() != Effect.IN_PLACE) {
      return change;
    }
    List<String> named = users.subList(0, Math.min(NAMED, users.size()));
    String others = users.size() > NAMED ? " and " + (users.size() - NAMED) + " others" : "";
    return change.with(
        Effect.CUTS_NETWORK, "connected to it: " + String.join(", ", named) + others);
  }
}
