package dev.provision.modules.instances.vm;

import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.StorageIOAllocationInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardResourceAllocation;
import com.vmware.vim25.VirtualMachineVideoCard;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.exported.Shares;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.StoragePolicies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a VM has of the things that a flavor's extra specs can set.
 *
 * @param devices the quotas of disks and NICs, by device key; those with the default are left out
 * @param video its video card; empty if it has none
 * @param version of its virtual hardware, {@code vmx-19}; empty if that cannot be read
 * @param protection secure boot, virtual TPM, encryption
 * @param policies its storage policies; none if the playbook names no policy, since they are not
 *     read then
 */
public record FlavorExtras(
    Quota cpu,
    Quota memory,
    Map<Integer, Quota> devices,
    Optional<Card> video,
    String version,
    Protection protection,
    StoragePolicies.Assigned policies) {
  /**
   * A video card.
   *
   * @param ram {@code videoRamSizeInKB}
   */
  public record Card(
      int key, Optional<Integer> controllerKey, Optional<Integer> unit, DataSize ram) {}

  public static final String CPU = "config.cpuAllocation";
  public static final String MEMORY = "config.memoryAllocation";
  public static final String VERSION = "config.version";

  /** The properties that these are read from, besides the devices. */
  public static final Set<String> PROPERTIES = Set.of(CPU, MEMORY, VERSION, Protection.FIRMWARE);

  public FlavorExtras {
    devices = Map.copyOf(devices);
  }

  public static FlavorExtras read(Item vm, List<VirtualDevice> devices) {
    Map<Integer, Quota> quotas = new HashMap<>();
    Optional<Card> video = Optional.empty();
    for (VirtualDevice device : devices) {
      Quota quota = Quota.DEFAULT;
      if (device instanceof VirtualDisk disk) {
        quota = read(disk.getStorageIOAllocation());
      } else if (device instanceof VirtualEthernetCard card) {
        quota = read(card.getResourceAllocation());
      } else if (device instanceof VirtualMachineVideoCard card) {
        video = Optional.of(read(card));
      }
      if (!quota.equals(Quota.DEFAULT)) {
        quotas.put(device.getKey(), quota);
      }
    }
    return new FlavorExtras(
        read(vm.get(CPU, ResourceAllocationInfo.class).orElse(null)),
        read(vm.get(MEMORY, ResourceAllocationInfo.class).orElse(null)),
        quotas,
        video,
        vm.get(VERSION, String.class).orElse(""),
        Protection.read(vm, devices),
        StoragePolicies.Assigned.NONE);
  }

  /** The same with storage policies, which are not a property of the VM. */
  public FlavorExtras with(StoragePolicies.Assigned others) {
    return new FlavorExtras(cpu, memory, devices, video, version, protection, others);
  }

  /** The quota of a disk or NIC. */
  public Quota of(int device) {
    return devices.getOrDefault(device, Quota.DEFAULT);
  }

  private static Quota read(ResourceAllocationInfo info) {
    return info == null
        ? Quota.DEFAULT
        : quota(info.getLimit(), info.getReservation(), info.getShares());
  }

  private static Quota read(StorageIOAllocationInfo info) {
    return info == null
        ? Quota.DEFAULT
        : quota(
            info.getLimit(),
            info.getReservation() == null ? null : (long) info.getReservation(),
            info.getShares());
  }

  private static Quota read(VirtualEthernetCardResourceAllocation info) {
    return info == null
        ? Quota.DEFAULT
        : quota(info.getLimit(), info.getReservation(), info.getShare());
  }

  private static Quota quota(Long limit, Long reservation, SharesInfo shares) {
    return new Quota(
        limit == null ? Quota.UNLIMITED : limit,
        reservation == null ? 0 : reservation,
        Shares.of(shares).orElse(Shares.NORMAL));
  }

  private static Card read(VirtualMachineVideoCard card) {
    Long kib = card.getVideoRamSizeInKB();
    return new Card(
        card.getKey(),
        Optional.ofNullable(card.getControllerKey()),
        Optional.ofNullable(card.getUnitNumber()),
        new DataSize(kib == null ? 0 : kib << 10));
  }
}
