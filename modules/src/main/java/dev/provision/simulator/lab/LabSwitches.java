package dev.provision.simulator.lab;

import com.vmware.vim25.DVSNameArrayUplinkPortPolicy;
import com.vmware.vim25.VMwareDVSConfigSpec;
import dev.provision.simulator.network.DistributedVirtualSwitch;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Map;

/** Makes the distributed switches that a lab file declares. */
final class LabSwitches {
  private LabSwitches() {}

  /**
   * @param hosts of the datacenter, by name
   */
  static Managed create(
      World world, Managed folder, String name, LabSwitch spec, Map<String, Managed> hosts) {
    VMwareDVSConfigSpec config = new VMwareDVSConfigSpec();
    config.maxMtu = spec.mtu();
    if (!spec.uplinks().isEmpty()) {
      DVSNameArrayUplinkPortPolicy uplinks = new DVSNameArrayUplinkPortPolicy();
      uplinks.uplinkPortName = spec.uplinks().toArray(String[]::new);
      config.uplinkPortPolicy = uplinks;
    }
    try {
      Managed made = DistributedVirtualSwitch.declare(world, folder, name, spec.version(), config);
      for (Map.Entry<String, Map<String, String>> each : spec.hosts().entrySet()) {
        Managed host = hosts.get(each.getKey());
        if (host == null) {
          throw new IllegalArgumentException("`hosts`: there is no host `" + each.getKey() + "`");
        }
        DistributedVirtualSwitch.join(world, made, host, each.getValue());
      }
      return made;
    } catch (VimFault e) {
      throw new IllegalArgumentException("`switches`: " + e.getMessage(), e);
    }
  }
}
