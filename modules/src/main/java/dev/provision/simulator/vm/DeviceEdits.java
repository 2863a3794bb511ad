package dev.provision.simulator.vm;

import com.vmware.vim25.Description;
import com.vmware.vim25.GenericVmConfigFault;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualMachineProfileSpec;
import com.vmware.vim25.VirtualMachineVideoCard;
import com.vmware.vim25.VirtualSCSIController;
import dev.provision.simulator.network.DistributedVirtualPortgroup;
import dev.provision.simulator.network.Network;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Applies the device changes of one spec to a copy of the VM's devices. Files change only at the
 * end, when all changes were found valid. New devices get their keys here, in place of the negative
 * ones by which a spec names what it adds.
 */
final class DeviceEdits {
  /** The unit that the controller itself has on a SCSI bus. */
  private static final int SCSI_CONTROLLER_UNIT = 7;

  /** The unit of a VM's first card on its PCI controller (govmomi names cards by it). */
  private static final int FIRST_CARD = 7;

  private final World world;
  private final List<VirtualDevice> devices;
  private final DiskEdits disks;
  private final Map<Integer, Integer> given = new HashMap<>();
  private final boolean running;
  private final Set<Integer> inSnapshot;
  private final Map<Integer, VirtualMachineProfileSpec[]> policies = new HashMap<>();

  /**
   * @param devices a copy of the devices that are there
   * @param inSnapshot the keys of disks that a snapshot holds
   */
  DeviceEdits(
      World world,
      List<VirtualDevice> devices,
      DiskEdits disks,
      boolean running,
      Set<Integer> inSnapshot) {
    this.world = world;
    this.devices = new ArrayList<>(devices);
    this.disks = disks;
    this.running = running;
    this.inSnapshot = inSnapshot;
  }

  VirtualDevice[] devices() {
    return devices.toArray(new VirtualDevice[0]);
  }

  /** The storage policies of what was added or edited, by device key; null for none. */
  Map<Integer, VirtualMachineProfileSpec[]> policies() {
    return policies;
  }

  void apply(VirtualDeviceConfigSpec[] changes) throws VimFault {
    for (int i = 0; changes != null && i < changes.length; i++) {
      VirtualDeviceConfigSpec change = changes[i];
      if (change.device == null) {
        throw Refuse.device(i, "device", "it is missing");
      }
      if (change.operation == VirtualDeviceConfigSpecOperation.add) {
        add(i, change);
      } else if (change.operation == VirtualDeviceConfigSpecOperation.remove) {
        remove(i, change);
      } else {
        edit(i, change);
      }
    }
  }

  private void add(int index, VirtualDeviceConfigSpec change) throws VimFault {
    VirtualDevice device = Values.copy(change.device);
    int asked = device.key;
    Optional<VirtualDevice> there = sameIde(device);
    if (there.isPresent()) {
      given.put(asked, there.get().key);
      return;
    }
    if (device.controllerKey != null && given.containsKey(device.controllerKey)) {
      device.controllerKey = given.get(device.controllerKey);
    }
    device.key = freeKey(device);
    given.put(asked, device.key);
    policies.put(device.key, change.profile);
    if (device instanceof VirtualDisk || device instanceof VirtualCdrom) {
      attach(index, device);
    }
    if (device instanceof VirtualDisk disk && running && isIde(disk)) {
      throw Refuse.device(index, "controllerKey", "an IDE disk cannot be added while the VM runs");
    }
    if (device instanceof VirtualEthernetCard card) {
      card(index, card);
    }
    if (device instanceof VirtualDisk disk) {
      disks.add(index, disk, change.fileOperation);
      Encryption.disk(world, index, disk, change, false);
    }
    describe(device);
    devices.add(device);
  }

  /**
   * Every VM already has both IDE controllers, so adding one means the existing one of that bus.
   */
  private Optional<VirtualDevice> sameIde(VirtualDevice device) {
    return device instanceof VirtualIDEController ide
        ? devices.stream()
            .filter(
                each ->
                    each instanceof VirtualIDEController other && other.busNumber == ide.busNumber)
            .findFirst()
        : Optional.empty();
  }

  private void describe(VirtualDevice device) {
    Description description = new Description();
    String type = device.getClass().getSimpleName();
    long same = devices.stream().filter(each -> each.getClass() == device.getClass()).count() + 1;
    description.label =
        device instanceof VirtualDisk
            ? "Hard disk " + same
            : device instanceof VirtualEthernetCard
                ? "Network adapter "
                    + (devices.stream().filter(VirtualEthernetCard.class::isInstance).count() + 1)
                : type + " " + same;
    description.summary = type;
    device.deviceInfo = description;
  }

  private void card(int index, VirtualEthernetCard card) throws VimFault {
    boolean manual = "manual".equalsIgnoreCase(card.addressType);
    if (manual && (card.macAddress == null || card.macAddress.isBlank())) {
      throw Refuse.device(index, "macAddress", "it is missing");
    }
    if (card.macAddress == null || card.macAddress.isBlank()) {
      long bits = world.hash("mac " + world.nextId());
      card.macAddress =
          String.format(
              "00:50:56:%02x:%02x:%02x", 0x80 | bits & 0x3f, bits >> 8 & 0xff, bits >> 16 & 0xff);
      card.addressType = "assigned";
    }
    if (card.addressType == null) {
      card.addressType = "manual";
    }
    if (card.connectable == null) {
      card.connectable = new VirtualDeviceConnectInfo();
      card.connectable.startConnected = true;
      card.connectable.connected = true;
      card.connectable.allowGuestControl = true;
    }
    card.connectable.connected = running && card.connectable.connected;
    if (card.backing != null
        && Network.of(world, card)
            .filter(each -> !DistributedVirtualPortgroup.isUplink(each))
            .isEmpty()) {
      throw Refuse.device(index, "backing", "there is no such network");
    }
    card.controllerKey = 100;
    for (int unit = FIRST_CARD; card.unitNumber == null; unit++) {
      card.unitNumber = isTaken(card.controllerKey, unit) ? null : unit;
    }
  }

  /** Checks the device's controller, and gives the device a free unit unless the spec names one. */
  private void attach(int index, VirtualDevice device) throws VimFault {
    if (device.controllerKey == null) {
      throw Refuse.device(index, "controllerKey", "it is missing");
    }
    VirtualDevice controller = find(device.controllerKey);
    if (!(controller instanceof VirtualController)) {
      throw Refuse.device(index, "controllerKey", "there is no controller of that key");
    }
    if (device.unitNumber == null || device.unitNumber < 0) {
      int unit = 0;
      while (isTaken(device.controllerKey, unit)
          || controller instanceof VirtualSCSIController && unit == SCSI_CONTROLLER_UNIT) {
        unit++;
      }
      device.unitNumber = unit;
    } else if (isTaken(device.controllerKey, device.unitNumber)) {
      throw Refuse.device(index, "unitNumber", "another device has it");
    }
    if (device.unitNumber >= VmModel.units(controller)) {
      throw Refuse.device(index, "unitNumber", "the controller is full");
    }
  }

  private boolean isTaken(int controller, int unit) {
    return devices.stream()
        .anyMatch(
            each ->
                each.controllerKey != null
                    && each.unitNumber != null
                    && each.controllerKey == controller
                    && each.unitNumber == unit);
  }

  private int freeKey(VirtualDevice device) {
    int key = VmModel.firstKey(device);
    while (find(key) != null) {
      key++;
    }
    return key;
  }

  VirtualDevice find(int key) {
    return devices.stream().filter(each -> each.key == key).findFirst().orElse(null);
  }

  private VirtualDevice need(int index, VirtualDeviceConfigSpec change) throws VimFault {
    VirtualDevice found = find(change.device.key);
    if (found == null) {
      throw Refuse.device(index, "key", "there is no device " + change.device.key);
    }
    return found;
  }

  private void remove(int index, VirtualDeviceConfigSpec change) throws VimFault {
    VirtualDevice found = need(index, change);
    if (found instanceof VirtualDisk disk) {
      if (running && isIde(disk)) {
        throw Refuse.device(index, "key", "an IDE disk cannot be removed while the VM runs");
      }
      if (inSnapshot.contains(disk.key)) {
        throw Refuse.with(
            new GenericVmConfigFault(),
            "Cannot remove virtual disk '"
                + VmFiles.file(disk)
                + "' from the virtual machine because it or one of its parent disks is part of a"
                + " snapshot of the virtual machine.");
      }
      if (change.fileOperation == VirtualDeviceConfigSpecFileOperation.destroy) {
        disks.destroy(disk);
      }
    }
    devices.remove(found);
  }

  private void edit(int index, VirtualDeviceConfigSpec change) throws VimFault {
    VirtualDevice found = need(index, change);
    if (change.profile != null) {
      policies.put(found.key, change.profile);
    }
    if (found instanceof VirtualDisk disk && change.device instanceof VirtualDisk asked) {
      disks.edit(index, disk, asked, inSnapshot.contains(disk.key), isIde(disk) && running);
      Encryption.disk(world, index, disk, change, running);
      return;
    }
    VirtualDevice copy = Values.copy(found);
    String network =
        found instanceof VirtualEthernetCard card ? String.valueOf(card.macAddress) : "";
    Values.overlay(change.device, copy);
    if (running
        && found instanceof VirtualMachineVideoCard has
        && !Objects.equals(
            has.videoRamSizeInKB, ((VirtualMachineVideoCard) copy).videoRamSizeInKB)) {
      throw Refuse.device(index, "videoRamSizeInKB", "it cannot change while the VM runs");
    }
    if (copy instanceof VirtualEthernetCard card) {
      if (running && !network.equalsIgnoreCase(String.valueOf(card.macAddress))) {
        throw Refuse.device(index, "macAddress", "it cannot change while the VM runs");
      }
      card(index, card);
      copy.controllerKey = found.controllerKey;
    }
    devices.set(devices.indexOf(found), copy);
  }

  private boolean isIde(VirtualDisk disk) {
    return disk.controllerKey != null && find(disk.controllerKey) instanceof VirtualIDEController;
  }
}
