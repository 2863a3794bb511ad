package dev.provision.simulator.vm;

import com.vmware.vim25.GuestInfo;
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
import dev.provision.simulator.compute.VirtualApp;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.Copying;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.KeyedConfigInfo;

/** A VM of a capture: what was captured as it is, the rest as a new VM has it. */
public final class CopiedVm implements ManagedType, Copying {
  private static final String SNAPSHOT = "VirtualMachineSnapshot";

  private final World world;

  public CopiedVm(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry.copied(this, "VirtualMachine").copied(this::fillSnapshot, SNAPSHOT);
  }

  @Override
  public void fill(Managed vm, Copied from) {
    VirtualMachineConfigInfo config =
        from.get("config", VirtualMachineConfigInfo.class).orElse(null);
    if (config == null) {
      config = new KeyedConfigInfo();
      config.name = from.get("name", String.class).orElse("");
    }
    complete(config);
    world.set(vm, "config", config);
    world.set(
        vm,
        "runtime",
        from.get("runtime", VirtualMachineRuntimeInfo.class)
            .orElseGet(() -> VmModel.runtime(null)));
    from.keep("resourcePool", "snapshot");
    world.set(vm, "guest", guest(config, from));
  }

  private static GuestInfo guest(VirtualMachineConfigInfo config, Copied from) {
    GuestInfo guest = VmModel.noGuest(config);
    from.get("guest", GuestInfo.class)
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

  private void fillSnapshot(Managed snapshot, Copied from) {
    VirtualMachineConfigInfo config =
        from.get("config", VirtualMachineConfigInfo.class).orElseGet(KeyedConfigInfo::new);
    complete(config);
    world.set(snapshot, "config", config);
    from.keep("vm");
  }

  /**
   * Snapshots that a VM has and the capture has not, as govc leaves them out: as if nothing but
   * what was written to the disks had changed since.
   */
  @Override
  public void complete(Managed vm, Copied from) {
    VirtualMachineSnapshotInfo info = Snapshots.info(vm);
    if (info != null) {
      addMissing(vm, info.rootSnapshotList);
    }
    VirtualApp.hold(world, vm);
  }

  private void addMissing(Managed vm, VirtualMachineSnapshotTree[] trees) {
    for (VirtualMachineSnapshotTree tree :
        trees == null ? new VirtualMachineSnapshotTree[0] : trees) {
      if (world.get(tree.snapshot).isEmpty()) {
        VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
        for (VirtualDisk disk : VmFiles.disks(config)) {
          if (disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat && flat.parent != null) {
            disk.backing = flat.parent;
          }
        }
        Managed made = world.addAs(SNAPSHOT, tree.snapshot.val);
        world.set(made, "config", config);
        world.set(made, "vm", vm.ref());
      }
      addMissing(vm, tree.childSnapshotList);
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
