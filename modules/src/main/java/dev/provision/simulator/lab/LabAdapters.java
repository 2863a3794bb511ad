package dev.provision.simulator.lab;

import com.vmware.vim25.HostIpConfig;
import com.vmware.vim25.HostVirtualNicSpec;
import dev.provision.simulator.lab.LabSpec.AdapterSpec;
import dev.provision.simulator.lab.LabSpec.HostSpec;
import dev.provision.simulator.network.DvsVersions;
import dev.provision.simulator.network.HostNetworkSystem;
import dev.provision.simulator.network.HostVirtualNicManager;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.exported.IpAddress;

/** The VMkernel adapters of a lab's hosts. */
final class LabAdapters {
  private LabAdapters() {}

  /** Gives a host those of its entry, when it has its port groups. */
  static void add(World world, Managed host, HostSpec spec) {
    spec.vmkernels()
        .forEach(
            (device, each) -> {
              HostNetworkSystem.declareAdapter(world, host, device, of(each));
              HostVirtualNicManager.declare(world, host, device, each.services());
            });
    spec.newestSwitch().ifPresent(version -> DvsVersions.carriesUpTo(world, host, version));
    spec.managementVlan().ifPresent(vlan -> HostNetworkSystem.reachIn(world, host, vlan));
  }

  private static HostVirtualNicSpec of(AdapterSpec adapter) {
    HostVirtualNicSpec spec = new HostVirtualNicSpec();
    spec.portgroup = adapter.network();
    spec.mtu = adapter.mtu();
    spec.ip = new HostIpConfig();
    spec.ip.dhcp = adapter.ip().isEmpty();
    adapter
        .ip()
        .map(IpAddress::parse)
        .ifPresent(
            address -> {
              spec.ip.ipAddress = address.text();
              spec.ip.subnetMask = address.mask();
            });
    return spec;
  }
}
