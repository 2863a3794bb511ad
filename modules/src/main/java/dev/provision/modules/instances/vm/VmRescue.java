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
 * image's disk beside its own. It is written before anything of that is made, so that whatever is
 * found of it later is known to be ours.
 *
 * @param slot where the copy is attached
 * @param file where the copy lies
 * @param image by its name in the playbook
 * @param power what it was before
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
    // the file comes last, because only its name may hold anything
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

  /** The file that the copy gets, beside the root disk. */
  public static String fileBeside(Disk root, String vm) {
    int end = Math.max(root.file().lastIndexOf('/'), root.file().indexOf(']') + 1);
    return root.file().substring(0, end + 1) + vm + SUFFIX + ".vmdk";
  }

  /** Whether a disk is the copy; Storage vMotion may have moved it, and a snapshot has a child. */
  boolean isCopy(Disk disk) {
    return disk.slot().equals(slot) && stem(disk.file()).startsWith(stem(file));
  }

  private static String stem(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.vmdk$", "");
  }

  /** The copy, where it is attached. */
  public Optional<Disk> copy(List<Disk> disks) {
    return disks.stream().filter(this::isCopy).findFirst();
  }

  /** Whether a disk is the copy of a VM in rescue mode, which goes with it. */
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

  /** To boot from that disk alone. */
  public static VirtualMachineBootOptions from(int key) {
    VirtualMachineBootOptionsBootableDiskDevice disk =
        new VirtualMachineBootOptionsBootableDiskDevice();
    disk.setDeviceKey(key);
    return with(List.of(disk));
  }

  /** The boot order that there was; one nameless device clears it, as vSphere has it. */
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
