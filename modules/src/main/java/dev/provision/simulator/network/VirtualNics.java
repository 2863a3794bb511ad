package dev.provision.simulator.network;

import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualNicSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The VMkernel adapters of one host, in a copy of its {@code HostNetworkInfo} that is edited and
 * then takes the place of the old one.
 */
final class VirtualNics {
  private static final String KEY = "key-vim.host.VirtualNic-";

  private final HostNetworkInfo info;

  /**
   * @param info is edited
   */
  VirtualNics(HostNetworkInfo info) {
    this.info = info;
  }

  List<HostVirtualNic> all() {
    return new ArrayList<>(info.vnic == null ? List.of() : List.of(info.vnic));
  }

  /** Whether a standard port group has an adapter. */
  boolean isOn(String group) {
    return all().stream().anyMatch(nic -> group.equals(nic.portgroup));
  }

  void put(String device, HostVirtualNicSpec spec) {
    HostVirtualNic nic = new HostVirtualNic();
    nic.device = device;
    nic.key = KEY + device;
    nic.portgroup = spec.portgroup == null ? "" : spec.portgroup;
    nic.spec = spec;
    List<HostVirtualNic> all = all();
    all.removeIf(each -> each.device.equals(device));
    all.add(nic);
    info.vnic = all.toArray(new HostVirtualNic[0]);
  }
}
