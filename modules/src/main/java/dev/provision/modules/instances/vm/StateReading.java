package dev.provision.modules.instances.vm;

import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.Readings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes an {@link InstanceState} of what the snapshot holds. */
public final class StateReading {
  public static final String NOTES = "config.annotation";
  public static final String UUID = "summary.config.instanceUuid";
  public static final String POWER = "runtime.powerState";
  public static final String HARDWARE = "config.hardware";

  public static final String VMX = "config.files.vmPathName";

  /** What is read of every VM. */
  public static final Set<String> LIGHT = Set.of(UUID, POWER);

  /** What a VM has that is created, before anything is said. */
  public static final InstanceState NOTHING = nothing();

  private static final Readings.Reading<InstanceState> READING = StateReading::read;

  private StateReading() {}

  /** A VM of the snapshot, which is read once for all who ask. */
  public static InstanceState of(Item vm, Inventory inventory) {
    return inventory.once(READING, vm);
  }

  private static InstanceState nothing() {
    Vm vm =
        new Vm(
            new ManagedObjectReference(),
            "",
            "",
            InventoryPath.ROOT,
            Optional.empty(),
            "",
            Power.OFF,
            false,
            Map.of());
    Item item = new Item(vm.ref(), Map.of(), Map.of());
    return new InstanceState(
        vm,
        size(item, Optional.empty()),
        List.of(),
        Disks.of(List.of(), List.of(), vm),
        "",
        guest(item),
        new InstanceState.Place("", Optional.empty(), Optional.empty()),
        FlavorExtras.NONE,
        VmMedia.read("", List.of()),
        new VmCondition(
            VmCondition.Reach.SEEN, Optional.empty(), GuestSetup.read(item), VmOthers.read(item)));
  }

  /** Its instanceUuid in lower case; empty when vCenter shows none. */
  public static String uuid(Item vm) {
    return vm.get(UUID, String.class).orElse("").toLowerCase(Locale.ROOT);
  }

  /** A VM that is not the snapshot's own, because a step has read it again. */
  public static InstanceState read(Item vm, Inventory inventory) {
    Optional<VirtualHardware> hardware = vm.get(HARDWARE, VirtualHardware.class);
    List<VirtualDevice> devices = hardware.map(StateReading::devices).orElse(List.of());
    Vm who = vm(vm, inventory);
    return new InstanceState(
        who,
        size(vm, hardware),
        nics(devices, inventory),
        Disks.of(Disk.of(devices), DiskSlots.controllers(devices), who),
        text(vm, NOTES),
        guest(vm),
        place(vm, inventory),
        FlavorExtras.read(vm, devices).with(inventory.policies().of(vm.ref())),
        VmMedia.read(text(vm, VMX), devices),
        VmCondition.read(vm, who.power(), inventory));
  }

  private static Vm vm(Item vm, Inventory inventory) {
    return new Vm(
        vm.ref(),
        uuid(vm),
        vm.name(),
        inventory.path(vm.ref()),
        vm.parent(),
        text(vm, "config.changeVersion"),
        power(vm),
        vm.get("snapshot", VirtualMachineSnapshotInfo.class)
            .map(VirtualMachineSnapshotInfo::getRootSnapshotList)
            .filter(list -> list.length > 0)
            .isPresent(),
        marks(vm));
  }

  private static InstanceState.Size size(Item vm, Optional<VirtualHardware> hardware) {
    return new InstanceState.Size(
        hardware.map(VirtualHardware::getNumCPU).orElse(0),
        DataSize.ofMebibytes(hardware.map(VirtualHardware::getMemoryMB).orElse(0)),
        hardware.map(VirtualHardware::getNumCoresPerSocket).orElse(1),
        vm.get("config.cpuHotAddEnabled", Boolean.class).orElse(false),
        vm.get("config.memoryHotAddEnabled", Boolean.class).orElse(false),
        vm.get("config.hotPlugMemoryLimit", Long.class),
        vm.get("config.hotPlugMemoryIncrementSize", Long.class));
  }

  private static InstanceState.Place place(Item vm, Inventory inventory) {
    Optional<ManagedObjectReference> host = there(vm, "runtime.host", inventory);
    return new InstanceState.Place(
        host.flatMap(inventory::get).map(Item::name).orElse(""),
        host.map(inventory::path),
        there(vm, "resourcePool", inventory).map(inventory::path));
  }

  private static Optional<ManagedObjectReference> there(
      Item vm, String property, Inventory inventory) {
    return vm.get(property, ManagedObjectReference.class)
        .filter(each -> inventory.get(each).isPresent());
  }

  /** The devices of a VM that was read in full. */
  public static List<VirtualDevice> devices(VirtualHardware hardware) {
    return hardware.getDevice() == null ? List.of() : Arrays.asList(hardware.getDevice());
  }

  /** All of extraConfig, and the single marks where only those were read. */
  private static Map<String, String> marks(Item vm) {
    Map<String, String> all = new LinkedHashMap<>(Marks.extraConfig(vm));
    for (String key : Marks.LIGHT) {
      String mark = Marks.of(vm, key);
      if (!mark.isEmpty()) {
        all.put(key, mark);
      }
    }
    return all;
  }

  public static Power power(Item vm) {
    VirtualMachinePowerState state =
        vm.get(POWER, VirtualMachinePowerState.class).orElse(VirtualMachinePowerState.poweredOff);
    if (state == VirtualMachinePowerState.poweredOn) {
      return Power.ON;
    }
    return state == VirtualMachinePowerState.suspended ? Power.SUSPENDED : Power.OFF;
  }

  private static List<InstanceState.Nic> nics(List<VirtualDevice> devices, Inventory inventory) {
    List<InstanceState.Nic> nics = new ArrayList<>();
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualEthernetCard card) {
        nics.add(NicReading.read(card, inventory));
      }
    }
    nics.sort(Comparator.comparingInt(InstanceState.Nic::key));
    return nics;
  }

  /** The NICs of a VM that was read in full. */
  public static List<InstanceState.Nic> nics(Item vm, Inventory inventory) {
    return nics(
        vm.get(HARDWARE, VirtualHardware.class).map(StateReading::devices).orElse(List.of()),
        inventory);
  }

  public static InstanceState.Guest guest(Item vm) {
    Map<String, List<String>> addresses = new HashMap<>();
    for (GuestNicInfo nic : vm.get("guest.net", GuestNicInfo[].class).orElse(new GuestNicInfo[0])) {
      if (nic.getMacAddress() != null && nic.getIpAddress() != null) {
        addresses.put(nic.getMacAddress().toLowerCase(Locale.ROOT), List.of(nic.getIpAddress()));
      }
    }
    return new InstanceState.Guest(
        text(vm, "guest.toolsRunningStatus").equals("guestToolsRunning"), addresses);
  }

  private static String text(Item vm, String path) {
    return vm.get(path, String.class).orElse("");
  }
}
