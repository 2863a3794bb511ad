package dev.provision.simulator.network;

import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.HashMap;
import java.util.Map;

/** How a call of {@code HostNetworkSystem} changes a host's network: whole, or not at all. */
final class NetworkEdits {
  static final String INFO = "networkInfo";

  private final World world;
  private final Authorization authorization;
  private final EventManager events;

  NetworkEdits(World world, Authorization authorization, EventManager events) {
    this.world = world;
    this.authorization = authorization;
    this.events = events;
  }

  /** Edits the copy, and only then what hangs on it. */
  interface Edit {
    Object make(Managed host, StandardSwitches switches) throws VimFault;
  }

  Object make(Invocation in, Edit edit) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Network");
    HostNetworkInfo before = in.self().get(INFO, HostNetworkInfo.class);
    StandardSwitches switches = StandardSwitches.of(before);
    HostReach reach = new HostReach(world, host);
    boolean wasReached = reach.isReached(before);
    Map<Managed, VMwareDVSConfigInfo> members = members();
    Object result;
    try {
      result = edit.make(host, switches);
      reach.demand(wasReached, reach.isReached(switches.info()));
    } catch (VimFault e) {
      members.forEach((dvs, config) -> world.set(dvs, "config", config));
      throw e;
    }
    world.set(in.self(), INFO, switches.info());
    events.called(in, host, null);
    return result;
  }

  /** What an edit changes in the world before it is known to be right. */
  private Map<Managed, VMwareDVSConfigInfo> members() {
    Map<Managed, VMwareDVSConfigInfo> all = new HashMap<>();
    world.all("DistributedVirtualSwitch").forEach(dvs -> all.put(dvs, DvsConfig.of(dvs)));
    return all;
  }
}
