package dev.provision.vsphere.kind.hostnet;

import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;

/**
 * One change of the network that vCenter manages a host through, made as a whole: {@code
 * UpdateNetworkConfig} in the mode {@code modify}. A host that loses vCenter by it takes it back
 * (vSphere Networking, "vSphere Networking Rollback"; on unless config.vpxd.network.rollback is
 * off). The API promises that for {@code replace} alone; for {@code modify} nobody has seen it
 * fail.
 */
public final class HostTransaction {
  private static final String STATE = "runtime.connectionState";

  private final Item host;
  private final VsphereWriter write;

  public HostTransaction(Item host, VsphereWriter write) {
    this.host = host;
    this.write = write;
  }

  /**
   * @param manager the host's network system
   * @throws ModuleException when the host refuses it or takes it back, or is not connected any more
   */
  public void send(ManagedObjectReference manager, HostNetworkConfig config)
      throws ModuleException {
    write.call(api -> api.updateNetworkConfig(manager, config, "modify"));
    boolean connected =
        write
            .read(host.ref(), "name", STATE)
            .get(STATE, HostSystemConnectionState.class)
            .filter(HostSystemConnectionState.connected::equals)
            .isPresent();
    if (!connected) {
      throw ModuleException.refused(
          "`"
              + host.name()
              + "` took the change and is not connected any more: look at its management network");
    }
  }
}
