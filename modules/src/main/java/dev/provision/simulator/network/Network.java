package dev.provision.simulator.network;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NetworkSummary;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualEthernetCardOpaqueNetworkBackingInfo;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import java.util.Optional;

/** {@code Network}: a network, the hosts that have it, and the cards that are on it. */
public final class Network implements ManagedType, EntityKind {
  private static final String TYPE = "Network";

  private final World world;

  public Network(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + " < ManagedEntity: host summary vm")
        // it is its name, and hosts say that they have it
        .copied((made, from) -> {}, TYPE)
        .derive(TYPE, this::derived)
        .entity(TYPE, this);
  }

  private Object derived(Managed network, String property) {
    switch (property) {
      case "host":
        return Managed.refs(hosts(network));
      case "vm":
        return Managed.refs(
            world.all("VirtualMachine").stream()
                .filter(vm -> Values.holds(world.read(vm, "network"), network.ref()))
                .toList());
      case "summary":
        NetworkSummary summary = new NetworkSummary();
        summary.network = network.ref();
        summary.name = network.name();
        summary.accessible = true;
        summary.ipPoolName = "";
        return summary;
      default:
        return null;
    }
  }

  private List<Managed> hosts(Managed network) {
    return world.all("HostSystem").stream()
        .filter(host -> Values.holds(host.get("network"), network.ref()))
        .toList();
  }

  @Override
  public void refuseDestroy(Managed network) throws VimFault {
    if (((ManagedObjectReference[]) world.read(network, "vm")).length > 0) {
      throw Refuse.inUse(network);
    }
  }

  /** Takes a network away from all its hosts before it is deleted. */
  @Override
  public void destroying(Managed network) {
    leaveHosts(world, network);
  }

  /** Takes a network away from all its hosts. */
  static void leaveHosts(World world, Managed network) {
    for (Managed host : world.all("HostSystem")) {
      if (Values.holds(host.get("network"), network.ref())) {
        remove(world, host, network);
      }
    }
  }

  /** The network of a card, as one of a host's networks. */
  public static Optional<Managed> of(World world, VirtualDevice card) {
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
          .filter(network -> OpaqueNetwork.is(network, backing.opaqueNetworkId))
          .findFirst();
    }
    if (card.backing instanceof VirtualEthernetCardNetworkBackingInfo backing) {
      if (backing.network != null) {
        return world.get(backing.network);
      }
      return world.all(TYPE).stream()
          .filter(network -> network.type().equals(TYPE))
          .filter(network -> network.name().equals(Names.kept(backing.deviceName)))
          .findFirst();
    }
    return Optional.empty();
  }

  /** Makes the network of a standard port group, which hosts with a group of that name share. */
  public static Managed create(World world, Managed folder, String name) {
    Managed made = world.add(TYPE, "network-");
    world.set(made, "name", name);
    world.set(made, "parent", folder.ref());
    return made;
  }

  /** Gives a host a network. */
  public static void add(World world, Managed host, Managed network) {
    world.set(
        host,
        "network",
        Values.plus(
            host.get("network", ManagedObjectReference[].class),
            network.ref(),
            ManagedObjectReference.class));
  }

  /** Takes a network away from a host. */
  static void remove(World world, Managed host, Managed network) {
    world.set(
        host,
        "network",
        Values.without(host.get("network", ManagedObjectReference[].class), network.ref()));
  }
}
