package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import java.util.Collection;
import java.util.List;

/** What the calls for the hosts of a switch need. */
final class SwitchRights {
  static final String NETWORK = "Host.Config.Network";

  private SwitchRights() {}

  static List<Right> onHosts(SwitchDesired desired, Inventory read) {
    return onHosts(desired.members().stream().map(Member::host).toList(), read);
  }

  static List<Right> onHosts(Collection<ManagedObjectReference> hosts, Inventory read) {
    return hosts.stream().map(host -> new Right(NETWORK, read.path(host).toString(), "")).toList();
  }

  /** On the switch that hosts join or leave. */
  static Right hosts(String dvs) {
    return new Right("DVSwitch.HostOp", dvs, "ReconfigureDvs_Task");
  }

  /** On the switch whose traffic is shared out. */
  static Right nioc(String dvs) {
    return new Right("DVSwitch.ResourceManagement", dvs, "EnableNetworkResourceManagement");
  }
}
