package dev.provision.simulator.copy;

import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import com.vmware.vim25.VirtualMachineToolsStatus;
import dev.provision.simulator.vm.Snapshots;
import dev.provision.simulator.vm.VmModel;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.newer.KeyedConfigInfo;

/** One VM of a capture: what is there as it is, what was left out as a new VM has it. */
final class CopiedVm {
  private final World world;
  private final Item item;

  CopiedVm(World world, Item item) {
    this.world = world;
    this.item = item;
  }

  void fill(Managed vm) {
    VirtualMachineConfigInfo config =
        item.get("config", VirtualMachineConfigInfo.class).orElse(null);
    if (config == null) {
      config = new KeyedConfigInfo();
      config.name = item.name();
    }
    complete(config);
    world.set(vm, "config", config);
    world.set(
        vm,
        "runtime",
        item.get("runtime", VirtualMachineRuntimeInfo.class)
            .orElseGet(() -> VmModel.runtime(null)));
    world.set(
        vm, "resourcePool", item.get("resourcePool", ManagedObjectReference.class).orElse(null));
    world.set(vm, "parentVApp", item.get("parentVApp", ManagedObjectReference.class).orElse(null));
    world.set(vm, "snapshot", item.get("snapshot", VirtualMachineSnapshotInfo.class).orElse(null));
    world.set(vm, "guest", guest(config));
  }

  private GuestInfo guest(VirtualMachineConfigInfo config) {
    GuestInfo guest = VmModel.noGuest(config);
    item.get("guest", GuestInfo.class)
        .ifPresent(
            told -> {
              guest.net = told.net;
              if ("guestToolsRunning".equals(told.toolsRunningStatus)) {
                guest.toolsStatus = VirtualMachineToolsStatus.toolsOk;
                guest.toolsRunningStatus = told.toolsRunningStatus;
                guest.guestState = "running";
              }
            });
    return guest;
  }

  static void fillSnapshot(World world, Managed snapshot, Item item) {
    VirtualMachineConfigInfo config =
        item.get("config", VirtualMachineConfigInfo.class).orElseGet(KeyedConfigInfo::new);
    complete(config);
    world.set(snapshot, "config", config);
    world.set(snapshot, "vm", item.get("vm", ManagedObjectReference.class).orElse(null));
  }

  /**
   * Snapshots that a VM has and the capture has not, as govc leaves them out: as if nothing but
   * what was written to the disks had changed since.
   */
  static void addMissingSnapshots(World world, Managed vm) {
    VirtualMachineSnapshotInfo info = Snapshots.info(vm);
    if (info != null) {
      addMissing(world, vm, info.rootSnapshotList);
    }
  }

  private static void addMissing(World world, Managed vm, VirtualMachineSnapshotTree[] trees) {
    for (VirtualMachineSnapshotTree tree :
        trees == null ? new VirtualMachineSnapshotTree[0] : trees) {
      if (world.get(tree.snapshot).isEmpty()) {
        VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
        for (VirtualDisk disk : VmFiles.disks(config)) {
          if (disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat && flat.parent != null) {
            disk.backing = flat.parent;
          }
        }
        Managed made = world.addAs("VirtualMachineSnapshot", tree.snapshot.val);
        world.set(made, "config", config);
        world.set(made, "vm", vm.ref());
      }
      addMissing(world, vm, tree.childSnapshotList);
    }
  }

  private static void complete(VirtualMachineConfigInfo config) {
    if (config.hardware == null) {
      config.hardware = new VirtualHardware();
    }
    if (config.hardware.device == null) {
      config.hardware.device = new VirtualDevice[0];
    }
    if (config.extraConfig == null) {
      config.extraConfig = new OptionValue[0];
    }
    if (config.annotation == null) {
      config.annotation = "";
    }
    if (config.files == null) {
      config.files = new com.vmware.vim25.VirtualMachineFileInfo();
    }
  }
}
