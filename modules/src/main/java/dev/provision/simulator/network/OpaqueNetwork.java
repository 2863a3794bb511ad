package dev.provision.simulator.network;

import com.vmware.vim25.OpaqueNetworkSummary;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;

/** {@code OpaqueNetwork}: a logical switch of NSX on a switch of its own, without a port group. */
public final class OpaqueNetwork implements ManagedType {
  private static final String TYPE = "OpaqueNetwork";

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + " < Network: capability extraConfig")
        .copied((made, from) -> from.keep("summary"), TYPE);
  }

  public static Managed create(World world, Managed folder, String name, String id) {
    Managed made = world.add(TYPE, "network-o");
    OpaqueNetworkSummary summary = new OpaqueNetworkSummary();
    summary.network = made.ref();
    summary.name = name;
    summary.accessible = true;
    summary.ipPoolName = "";
    summary.opaqueNetworkId = id;
    summary.opaqueNetworkType = "nsx.LogicalSwitch";
    world.set(made, "name", name);
    world.set(made, "summary", summary);
    world.set(made, "parent", folder.ref());
    return made;
  }

  /** Whether a card with this id is connected to it. */
  static boolean is(Managed network, String id) {
    return network.get("summary", OpaqueNetworkSummary.class).opaqueNetworkId.equals(id);
  }
}
