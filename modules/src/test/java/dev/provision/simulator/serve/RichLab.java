package dev.provision.simulator.serve;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.SecureBootOptions;
import dev.provision.vsphere.newer.VirtualNVMEController;
import dev.provision.vsphere.newer.VirtualTPM;

/** A lab with one of everything that a lab may have. */
public final class RichLab {
  public static final String TEXT =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            C0:
              hosts: {esx: {count: 2}}
              vapps: {shop: {}}
            C1:
              drs: false
              hosts: {old: {maintenance: true}}
          datastores: {nas1: {size: 1 TiB, type: NFS}, local1: 1 TiB, vsan1: {size: 1 TiB, type: vsan}}
          networks:
            VM Network: {}
            DVPG0: {distributed_switch: DVS0, vlan: 7}
            UP: {distributed_switch: DVS0, uplink: true}
            NSX0: {opaque: 5d7c2f3e-nsx}
          templates:
            ubuntu: {datastore: local1, network: VM Network, snapshot: base}
            efi: {datastore: nas1, network: DVPG0, firmware: efi}
      storage_policies: {Gold: [nas1]}
      key_providers: [kp1]
      roles: {maker: [Folder.Create]}
      permissions: [{on: /DC0, principal: ops@lab.example, group: true, role: maker}]
      """;

  private RichLab() {}

  /** The machine that gets what came with 6.5 and 6.7. */
  static Managed newer(World world) {
    return world.all("VirtualMachine").get(0);
  }

  /** Gives a machine an NVMe controller and secure boot (6.5), and a TPM (6.7). */
  static void addNewerHardware(World world) {
    world.lock().lock();
    try {
      VirtualMachineConfigInfo config =
          Values.copy(newer(world).get("config", VirtualMachineConfigInfo.class));
      VirtualTPM tpm = new VirtualTPM();
      tpm.key = 11000;
      VirtualNVMEController nvme = new VirtualNVMEController();
      nvme.key = 31000;
      VirtualDevice[] devices = Values.plus(config.hardware.device, tpm, VirtualDevice.class);
      config.hardware.device = Values.plus(devices, nvme, VirtualDevice.class);
      SecureBootOptions boot = new SecureBootOptions();
      boot.efiSecureBootEnabled = true;
      config.bootOptions = boot;
      world.set(newer(world), "config", config);
    } finally {
      world.lock().unlock();
    }
  }
}
