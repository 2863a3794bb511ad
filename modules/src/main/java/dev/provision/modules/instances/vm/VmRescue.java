package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualMachineBootOptions;
import com.vmware.vim25.VirtualMachineBootOptionsBootableCdromDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableDiskDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableEthernetDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableFloppyDevice;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code provision.rescue} mark of a VM that boots, or is about to boot, from a copy of an
 * image's disk. It is written before the copy is made, so that later runs know that the copy is
 * ours.
 *
 * @param slot the slot that the copy is attached to
 * @param file the path of the copy
 * @param image the image's name in the playbook
 * @param power the power state before
 * @param order the boot order before, {@code disk:2000,cdrom}; empty for the default
 */
public record VmRescue(String slot, String file, String image, Power power, String order) {
  public static final String BOOT = "config.bootOptions";

  private static final String SUFFIX = "-rescue";

  public static Optional<VmRescue> of(Vm vm) {
    return parse(vm.mark(Marks.RESCUE));
  }

  private static Optional<VmRescue> parse(String mark) {
    Map<String, String> parts = new LinkedHashMap<>();
    // the file comes last, because its name may contain a semicolon
    for (String part : mark.split(";", 5)) {
      int equal = part.indexOf('=');
      if (equal > 0) {
        parts.put(part.substring(0, equal), part.substring(equal + 1));
      }
    }
    if (!parts.containsKey("slot") || !parts.containsKey("file")) {
      return Optional.empty();
    }
    boolean ran = "on".equals(parts.get("power"));
    return Optional.of(
        new VmRescue(
            parts.get("slot"),
            parts.get("file"),
            parts.getOrDefault("image", ""),
            ran ? Power.ON : Power.OFF,
            parts.getOrDefault("order", "")));
  }

  public String mark() {
    return "slot="
        + slot
        + ";power="
        + (power == Power.ON ? "on" : "off")
        + ";order="
        + order
        + ";image="
        + image
        + ";file="
        + file;
  }

  /** The path for the copy, in the folder of the root disk. */
  public static String fileBeside(Disk root, String vm) {
    int end = Math.max(root.file().lastIndexOf('/'), root.file().indexOf(']') + 1);
    return root.file().substring(0, end + 1) + vm + SUFFIX + ".vmdk";
  }

  /**
   * Whether a disk is the copy, even if Storage vMotion moved it or a snapshot gave it a child
   * file.
   */
  boolean isCopy(Disk disk) {
    return disk.slot().equals(slot) && stem(disk.file()).startsWith(stem(file));
  }

  private static String stem(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.vmdk$", "");
  }

  /** The copy; empty if it is not attached. */
  public Optional<Disk> copy(List<Disk> disks) {
    return disks.stream().filter(this::isCopy).findFirst();
  }

  /** Whether a disk is the copy of a VM in rescue mode, which is deleted with the VM. */
  static boolean isCopyOf(Vm vm, Disk disk) {
    return of(vm).filter(rescue -> rescue.isCopy(disk)).isPresent();
  }

  /** Whether a VM boots from that disk first. */
  public static boolean bootsFrom(Optional<VirtualMachineBootOptions> boot, int key) {
    return boot.map(VirtualMachineBootOptions::getBootOrder)
        .filter(order -> order.length > 0)
        .map(order -> order[0])
        .filter(VirtualMachineBootOptionsBootableDiskDevice.class::isInstance)
        .filter(
            first -> ((VirtualMachineBootOptionsBootableDiskDevice) first).getDeviceKey() == key)
        .isPresent();
  }

  public static String orderOf(Optional<VirtualMachineBootOptions> boot) {
    return boot.map(VirtualMachineBootOptions::getBootOrder).stream()
        .flatMap(Stream::of)
        .map(VmRescue::word)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(","));
  }

  private static String word(VirtualMachineBootOptionsBootableDevice device) {
    if (device instanceof VirtualMachineBootOptionsBootableDiskDevice disk) {
      return "disk:" + disk.getDeviceKey();
    }
    if (device instanceof VirtualMachineBootOptionsBootableEthernetDevice nic) {
      return "ethernet:" + nic.getDeviceKey();
    }
    if (device instanceof VirtualMachineBootOptionsBootableCdromDevice) {
      return "cdrom";
    }
    return device instanceof VirtualMachineBootOptionsBootableFloppyDevice ? "floppy" : "";
  }

  /** Boot options for booting only from that disk. */
  public static VirtualMachineBootOptions from(int key) {
    VirtualMachineBootOptionsBootableDiskDevice disk =
        new VirtualMachineBootOptionsBootableDiskDevice();
    disk.setDeviceKey(key);
    return with(List.of(disk));
  }

  /**
   * Boot options that restore the order before. For the default order vSphere wants one device of
   * the base type.
   */
  public VirtualMachineBootOptions before() {
    List<VirtualMachineBootOptionsBootableDevice> devices = new ArrayList<>();
    for (String word : order.split(",")) {
      if (word.startsWith("disk:")) {
        VirtualMachineBootOptionsBootableDiskDevice disk =
            new VirtualMachineBootOptionsBootableDiskDevice();
        disk.setDeviceKey(Integer.parseInt(word.substring("disk:".length())));
        devices.add(disk);
      } else if (word.startsWith("ethernet:")) {
        VirtualMachineBootOptionsBootableEthernetDevice nic =
            new VirtualMachineBootOptionsBootableEthernetDevice();
        nic.setDeviceKey(Integer.parseInt(word.substring("ethernet:".length())));
        devices.add(nic);
      } else if (word.equals("cdrom")) {
        devices.add(new VirtualMachineBootOptionsBootableCdromDevice());
      } else if (word.equals("floppy")) {
        devices.add(new VirtualMachineBootOptionsBootableFloppyDevice());
      }
    }
    return with(
        devices.isEmpty() ? List.of(new VirtualMachineBootOptionsBootableDevice()) : devices);
  }

  private static VirtualMachineBootOptions with(
      List<? extends VirtualMachineBootOptionsBootableDevice> order) {
    VirtualMachineBootOptions boot = new VirtualMachineBootOptions();
    boot.setBootOrder(order.toArray(VirtualMachineBootOptionsBootableDevice[]::new));
    return boot;
  }
}
