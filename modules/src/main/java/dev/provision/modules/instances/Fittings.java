package dev.provision.modules.instances;

import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineVideoCard;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.StoragePolicies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a VM has of what a flavor's extra specs say.
 *
 * @param devices what disks and NICs get, by device key; those that get what everybody gets are
 *     left out
 * @param video its video card; empty when it has none
 * @param version of its virtual hardware, {@code vmx-19}; empty when that cannot be read
 * @param protection secure boot, virtual TPM, encryption
 * @param policies its storage policies; none where none is named in the playbook
 */
record Fittings(
    Quota cpu,
    Quota memory,
    Map<Integer, Quota> devices,
    Optional<VmVideo.Card> video,
    String version,
    Protection protection,
    StoragePolicies.Assigned policies) {
  static final String CPU = "config.cpuAllocation";
  static final String MEMORY = "config.memoryAllocation";
  static final String VERSION = "config.version";

  /** The properties that it is read from, besides the devices. */
  static final Set<String> PROPERTIES = Set.of(CPU, MEMORY, VERSION, Protection.FIRMWARE);

  /** Of a VM that is created, before anything is said. */
  static final Fittings NONE =
      new Fittings(
          Quota.DEFAULT,
          Quota.DEFAULT,
          Map.of(),
          Optional.empty(),
          "",
          Protection.NONE,
          StoragePolicies.Assigned.NONE);

  Fittings {
    devices = Map.copyOf(devices);
  }

  static Fittings read(Item vm, List<VirtualDevice> devices) {
    Map<Integer, Quota> quotas = new HashMap<>();
    Optional<VmVideo.Card> video = Optional.empty();
    for (VirtualDevice device : devices) {
      Quota quota = Quota.DEFAULT;
      if (device instanceof VirtualDisk disk) {
        quota = VmQuotas.read(disk.getStorageIOAllocation());
      } else if (device instanceof VirtualEthernetCard card) {
        quota = VmQuotas.read(card.getResourceAllocation());
      } else if (device instanceof VirtualMachineVideoCard card) {
        video = Optional.of(VmVideo.read(card));
      }
      if (!quota.equals(Quota.DEFAULT)) {
        quotas.put(device.getKey(), quota);
      }
    }
    return new Fittings(
        VmQuotas.read(vm.get(CPU, ResourceAllocationInfo.class).orElse(null)),
        VmQuotas.read(vm.get(MEMORY, ResourceAllocationInfo.class).orElse(null)),
        quotas,
        video,
        vm.get(VERSION, String.class).orElse(""),
        Protection.read(vm, devices),
        StoragePolicies.Assigned.NONE);
  }

  /** The same with these storage policies, which no property of a VM shows. */
  Fittings with(StoragePolicies.Assigned others) {
    return new Fittings(cpu, memory, devices, video, version, protection, others);
  }

  /** What a disk or NIC gets. */
  Quota of(int device) {
    return devices.getOrDefault(device, Quota.DEFAULT);
  }
}
