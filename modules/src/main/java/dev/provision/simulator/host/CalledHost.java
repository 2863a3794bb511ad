package dev.provision.simulator.host;

import com.vmware.vim25.HostNotConnected;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.HostSystemConnectionState;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;

/** The host whose manager a call is for. */
record CalledHost(World world, Authorization authorization) {
  /**
   * @param privilege that the account needs on the host
   * @throws VimFault when it has not, or when vCenter does not reach the host
   */
  Managed of(Invocation in, String privilege) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, privilege);
    if (!isConnected(host)) {
      throw Refuse.with(
          new HostNotConnected(),
          "Unable to communicate with the remote host, since it is disconnected.");
    }
    return host;
  }

  static boolean isConnected(Managed host) {
    return host.get("runtime", HostRuntimeInfo.class).connectionState
        == HostSystemConnectionState.connected;
  }
}
