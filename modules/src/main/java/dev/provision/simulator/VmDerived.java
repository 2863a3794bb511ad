package dev.provision.simulator;

import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.ManagedEntityStatus;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSummary;
import com.vmware.vim25.VirtualMachineGuestSummary;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import com.vmware.vim25.VirtualMachineSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The properties of a VM that follow from its configuration. */
final class VmDerived {
  private VmDerived() {}

  static Object read(World world, Managed vm, String property) {
    switch (property) {
      case "summary":
        return summary(vm);
      case "datastore":
        return datastores(world, vm);
      case "network":
        return networks(world, vm);
      case "rootSnapshot":
        VirtualMachineSnapshotInfo snapshots = vm.get("snapshot", VirtualMachineSnapshotInfo.class);
        List<ManagedObjectReference> roots = new ArrayList<>();
        if (snapshots != null) {
          for (VirtualMachineSnapshotTree tree : snapshots.rootSnapshotList) {
            roots.add(tree.snapshot);
          }
        }
        return roots.toArray(new ManagedObjectReference[0]);
      case "overallStatus":
        return ManagedEntityStatus.green;
      default:
        return null;
    }
  }

  private static VirtualMachineSummary summary(Managed vm) {
    VirtualMachineConfigInfo config = VmFiles.config(vm);
    VirtualMachineSummary summary = new VirtualMachineSummary();
    summary.vm = vm.ref();
    summary.runtime = vm.get("runtime", VirtualMachineRuntimeInfo.class);
    summary.overallStatus = ManagedEntityStatus.green;
    VirtualMachineConfigSummary brief = new VirtualMachineConfigSummary();
    if (Troubles.isLost(vm)) {
      // vCenter holds the name and the path of its file by itself
      brief.name = config.name;
      brief.template = config.template;
      brief.vmPathName = config.files.vmPathName;
      summary.config = brief;
      return summary;
    }
    brief.name = config.name;
    brief.template = config.template;
    brief.vmPathName = config.files.vmPathName;
    brief.memorySizeMB = config.hardware.memoryMB;
    brief.numCpu = config.hardware.numCPU;
    brief.memoryReservation = reservation(config.memoryAllocation);
    brief.cpuReservation = reservation(config.cpuAllocation);
    brief.numVirtualDisks = VmFiles.disks(config).size();
    brief.numEthernetCards = 0;
    for (VirtualDevice device : config.hardware.device) {
      brief.numEthernetCards += device instanceof VirtualEthernetCard ? 1 : 0;
    }
    brief.uuid = config.uuid;
    brief.instanceUuid = config.instanceUuid;
    brief.guestId = config.guestId;
    brief.guestFullName = config.guestFullName;
    brief.annotation = config.annotation;
    summary.config = brief;
    GuestInfo guest = vm.get("guest", GuestInfo.class);
    if (guest != null) {
      VirtualMachineGuestSummary inside = new VirtualMachineGuestSummary();
      inside.guestId = guest.guestId;
      inside.toolsStatus = guest.toolsStatus;
      inside.toolsRunningStatus = guest.toolsRunningStatus;
      inside.hostName = guest.hostName;
      inside.ipAddress = guest.ipAddress;
      summary.guest = inside;
    }
    return summary;
  }

  private static Integer reservation(ResourceAllocationInfo info) {
    return info == null || info.reservation == null ? 0 : info.reservation.intValue();
  }

  private static ManagedObjectReference[] datastores(World world, Managed vm) {
    Set<String> names = new LinkedHashSet<>();
    for (String file : VmFiles.all(vm)) {
      int close = file.indexOf(']');
      if (close > 0) {
        names.add(file.substring(1, close));
      }
    }
    return Derived.refs(
        world.all("Datastore").stream().filter(each -> names.contains(each.name())).toList());
  }

  private static ManagedObjectReference[] networks(World world, Managed vm) {
    Set<Managed> networks = new LinkedHashSet<>();
    for (VirtualDevice device : VmFiles.config(vm).hardware.device) {
      NetworkModel.of(world, device).ifPresent(networks::add);
    }
    return Derived.refs(List.copyOf(networks));
  }
}
