package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.simulator.network.Network;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a change of a VM needs, field by field (vSphere API, {@code
 * VirtualMachine.ReconfigVM_Task}), and what a card needs of the network that it comes to. Of
 * fields that are not here nobody has looked it up, and they need nothing.
 */
record ConfigRights(World world, Authorization authorization, Invocation in) {
  private static final String CONFIG = "VirtualMachine.Config.";

  /**
   * @param now its devices
   * @throws VimFault NoPermission
   */
  void demand(Managed vm, VirtualMachineConfigSpec spec, VirtualDevice[] now) throws VimFault {
    demand(vm, "Rename", spec.name != null && !spec.name.equals(vm.name()) ? spec.name : null);
    demand(vm, "AdvancedConfig", (Object) spec.extraConfig);
    demand(vm, "CPUCount", spec.numCPUs, spec.numCoresPerSocket, spec.cpuHotAddEnabled);
    demand(vm, "Memory", spec.memoryMB, spec.memoryHotAddEnabled);
    demand(vm, "Resource", spec.cpuAllocation, spec.memoryAllocation, spec.latencySensitivity);
    demand(vm, "Settings", spec.guestId, spec.flags, spec.tools, spec.bootOptions, spec.firmware);
    for (VirtualDeviceConfigSpec edit : edits(spec.deviceChange)) {
      String needed = device(edit, there(edit, now));
      if (!needed.isEmpty()) {
        authorization.demand(in, vm, needed);
      }
    }
    networks(spec.deviceChange, now);
  }

  private void demand(Managed vm, String privilege, Object... fields) throws VimFault {
    if (Stream.of(fields).anyMatch(each -> each != null)) {
      authorization.demand(in, vm, CONFIG + privilege);
    }
  }

  /** On each network that a card is on afterwards and was not on before. */
  void networks(VirtualDeviceConfigSpec[] edits, VirtualDevice[] now) throws VimFault {
    for (VirtualDeviceConfigSpec edit : edits(edits)) {
      Optional<Managed> to = Network.of(world, edit.device);
      Optional<Managed> from = there(edit, now).flatMap(card -> Network.of(world, card));
      boolean goes = edit.operation == VirtualDeviceConfigSpecOperation.remove;
      if (!goes && to.isPresent() && !to.equals(from)) {
        authorization.demand(in, to.get(), "Network.Assign");
      }
    }
  }

  private static VirtualDeviceConfigSpec[] edits(VirtualDeviceConfigSpec[] all) {
    return Stream.ofNullable(all)
        .flatMap(Stream::of)
        .filter(edit -> edit.device != null)
        .toArray(VirtualDeviceConfigSpec[]::new);
  }

  private static Optional<VirtualDevice> there(VirtualDeviceConfigSpec edit, VirtualDevice[] now) {
    return edit.operation == VirtualDeviceConfigSpecOperation.add
        ? Optional.empty()
        : Stream.of(now).filter(each -> each.key == edit.device.key).findFirst();
  }

  private static String device(VirtualDeviceConfigSpec edit, Optional<VirtualDevice> was) {
    boolean added = edit.operation == VirtualDeviceConfigSpecOperation.add;
    if (edit.device instanceof VirtualDisk disk) {
      if (added) {
        return CONFIG + (edit.fileOperation == null ? "AddExistingDisk" : "AddNewDisk");
      }
      return edit.operation == VirtualDeviceConfigSpecOperation.remove
          ? CONFIG + "RemoveDisk"
          : disk(disk, (VirtualDisk) was.orElse(disk));
    }
    if (edit.operation != VirtualDeviceConfigSpecOperation.edit) {
      return CONFIG + "AddRemoveDevice";
    }
    if (edit.device instanceof VirtualEthernetCard card
        && was.filter(before -> isOnlyShared(card, (VirtualEthernetCard) before)).isPresent()) {
      return CONFIG + "Resource";
    }
    return edit.device instanceof VirtualCdrom
        ? "VirtualMachine.Interact.SetCDMedia"
        : CONFIG + "EditDevice";
  }

  private static String disk(VirtualDisk disk, VirtualDisk was) {
    if (disk.capacityInKB > was.capacityInKB) {
      return CONFIG + "DiskExtend";
    }
    return Values.same(disk.storageIOAllocation, was.storageIOAllocation)
        ? ""
        : CONFIG + "Resource";
  }

  private static boolean isOnlyShared(VirtualEthernetCard card, VirtualEthernetCard was) {
    return Values.same(card.backing, was.backing)
        && Values.same(card.connectable, was.connectable)
        && Values.same(card.macAddress, was.macAddress)
        && !Values.same(card.resourceAllocation, was.resourceAllocation);
  }
}
