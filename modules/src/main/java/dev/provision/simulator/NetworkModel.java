package dev.provision.simulator;

import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OpaqueNetworkSummary;
import com.vmware.vim25.Tag;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualEthernetCardOpaqueNetworkBackingInfo;
import java.util.Arrays;
import java.util.Optional;

/** What networks a card can be backed by. */
final class NetworkModel {
  /** The tag of a distributed switch's uplink port group. */
  static final String UPLINKS = "SYSTEM/DVS.UPLINKPG";

  private NetworkModel() {}

  /** Whether no VM can be connected to it. */
  static boolean isUplink(Managed network) {
    Tag[] tags = network.get("tag", Tag[].class);
    return tags != null && Arrays.stream(tags).anyMatch(tag -> UPLINKS.equals(tag.key));
  }

  static ManagedObjectReference switchOf(Managed group) {
    return group.get("config", DVPortgroupConfigInfo.class).distributedVirtualSwitch;
  }

  /** The network of a card, as one of a host's networks. */
  static Optional<Managed> of(World world, VirtualDevice card) {
    if (!(card instanceof VirtualEthernetCard)) {
      return Optional.empty();
    }
    if (card.backing instanceof VirtualEthernetCardDistributedVirtualPortBackingInfo backing
        && backing.port != null) {
      String key = backing.port.portgroupKey;
      return world.all("DistributedVirtualPortgroup").stream()
          .filter(group -> group.get("key").equals(key))
          .findFirst();
    }
    if (card.backing instanceof VirtualEthernetCardOpaqueNetworkBackingInfo backing) {
      return world.all("OpaqueNetwork").stream()
          .filter(
              network ->
                  network
                      .get("summary", OpaqueNetworkSummary.class)
                      .opaqueNetworkId
                      .equals(backing.opaqueNetworkId))
          .findFirst();
    }
    if (card.backing instanceof VirtualEthernetCardNetworkBackingInfo backing) {
      if (backing.network != null) {
        return world.get(backing.network);
      }
      return world.all("Network").stream()
          .filter(network -> network.type().equals("Network"))
          .filter(network -> network.name().equals(Names.kept(backing.deviceName)))
          .findFirst();
    }
    return Optional.empty();
  }

  /** A logical switch of NSX on a switch of its own, so that no port group stands for it. */
  static Managed opaque(World world, Managed folder, String name, String id) {
    Managed made = world.add("OpaqueNetwork", "network-o");
    OpaqueNetworkSummary summary = new OpaqueNetworkSummary();
    summary.network = made.ref();
    summary.name = name;
    summary.accessible = true;
    summary.opaqueNetworkId = id;
    summary.opaqueNetworkType = "nsx.LogicalSwitch";
    world.set(made, "name", name);
    world.set(made, "summary", summary);
    world.set(made, "parent", folder.ref());
    return made;
  }

  /** A port group's name stands in its configuration too. */
  static void renamed(World world, Managed entity, String name) {
    if (entity.is("DistributedVirtualPortgroup")) {
      DVPortgroupConfigInfo config = Values.copy(entity.get("config", DVPortgroupConfigInfo.class));
      config.name = name;
      world.set(entity, "config", config);
    } else if (entity.is("DistributedVirtualSwitch")) {
      DVSConfigInfo config = Values.copy(entity.get("config", DVSConfigInfo.class));
      config.name = name;
      world.set(entity, "config", config);
    }
  }

  /** Hosts forget a network that is gone. */
  static void removed(World world, Managed network) {
    if (!network.is("Network")) {
      return;
    }
    for (Managed host : world.all("HostSystem")) {
      world.set(
          host,
          "network",
          Arrays.stream(host.get("network", ManagedObjectReference[].class))
              .filter(each -> !Values.isSame(each, network.ref()))
              .toArray(ManagedObjectReference[]::new));
    }
  }

  static void add(World world, Managed host, Managed network) {
    world.set(
        host,
        "network",
        Values.plus(
            host.get("network", ManagedObjectReference[].class),
            network.ref(),
            ManagedObjectReference.class));
  }
}
