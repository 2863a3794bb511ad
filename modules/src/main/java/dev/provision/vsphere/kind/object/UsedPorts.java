package dev.provision.vsphere.kind.object;

import com.vmware.vim25.DistributedVirtualPort;
import com.vmware.vim25.DistributedVirtualSwitchPortConnectee;
import com.vmware.vim25.DistributedVirtualSwitchPortCriteria;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Set;
import java.util.TreeSet;

/** What is connected to the ports of a distributed switch, besides NICs to its uplinks. */
public final class UsedPorts {
  private UsedPorts() {}

  /** By names, for people: {@code VM `web`}, {@code VMkernel adapter of `esx1`}. */
  public static Set<String> of(ManagedObjectReference dvs, VsphereWriter write)
      throws ModuleException {
    return of(dvs, new DistributedVirtualSwitchPortCriteria(), write);
  }

  /** The same of one of its port groups, by its key. */
  public static Set<String> of(ManagedObjectReference dvs, String group, VsphereWriter write)
      throws ModuleException {
    DistributedVirtualSwitchPortCriteria inside = new DistributedVirtualSwitchPortCriteria();
    inside.setPortgroupKey(new String[] {group});
    inside.setInside(true);
    return of(dvs, inside, write);
  }

  private static Set<String> of(
      ManagedObjectReference dvs,
      DistributedVirtualSwitchPortCriteria connected,
      VsphereWriter write)
      throws ModuleException {
    connected.setConnected(true);
    connected.setUplinkPort(false);
    DistributedVirtualPort[] ports = write.call(api -> orNone(api.fetchDVPorts(dvs, connected)));
    Set<String> users = new TreeSet<>();
    for (DistributedVirtualPort port : ports) {
      DistributedVirtualSwitchPortConnectee by = port.getConnectee();
      if (by != null && by.getConnectedEntity() != null) {
        Item entity = write.read(by.getConnectedEntity(), "name");
        boolean isVm = entity.type().equals("VirtualMachine");
        users.add((isVm ? "VM `" : "VMkernel adapter of `") + entity.shown() + "`");
      }
    }
    return users;
  }

  public static DistributedVirtualPort[] orNone(DistributedVirtualPort[] ports) {
    return ports == null ? new DistributedVirtualPort[0] : ports;
  }
}
