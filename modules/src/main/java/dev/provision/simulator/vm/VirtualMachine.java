package dev.provision.simulator.vm;

import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.ManagedEntityStatus;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSummary;
import com.vmware.vim25.VirtualMachineGuestSummary;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineQuickStats;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import com.vmware.vim25.VirtualMachineSummary;
import dev.provision.simulator.compute.ClusterRules;
import dev.provision.simulator.compute.VirtualApp;
import dev.provision.simulator.compute.VmCapability;
import dev.provision.simulator.network.Network;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Derivation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code VirtualMachine}: its properties, and what renaming or destroying one involves. Its other
 * methods are in the files whose names begin with {@code VirtualMachine}.
 */
public final class VirtualMachine implements ManagedType, EntityKind, Derivation {
  private static final String TYPE = "VirtualMachine";

  private final World world;
  private final DatastoreContents files;
  private final Snapshots snapshots;

  public VirtualMachine(World world, DatastoreContents files, Snapshots snapshots) {
    this.world = world;
    this.files = files;
    this.snapshots = snapshots;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ManagedEntity: capability config datastore environmentBrowser guest"
                + " guestHeartbeatStatus layout layoutEx network parentVApp resourceConfig"
                + " resourcePool rootSnapshot runtime snapshot storage summary")
        .newer(TYPE, Customization.STATUS, "7.0.2", "sim." + Customization.STATUS)
        .newer(TYPE, Customization.ERROR, "7.0.2", "sim." + Customization.ERROR)
        .derive(TYPE, this)
        .guard(LostFiles::refusal)
        .entity(TYPE, this);
  }

  @Override
  public String renamePrivilege() {
    return "VirtualMachine.Config.Rename";
  }

  @Override
  public String deletePrivilege() {
    return "VirtualMachine.Inventory.Delete";
  }

  @Override
  public void refuseDestroy(Managed vm) throws VimFault {
    if (VmState.isOn(vm)) {
      throw Refuse.power(VmState.power(vm), VirtualMachinePowerState.poweredOff);
    }
  }

  /** The configuration holds the name too. */
  @Override
  public void renamed(Managed vm, String name) {
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    config.name = name;
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
  }

  @Override
  public void destroying(Managed vm) throws VimFault {
    delete(vm);
    snapshots.dropAll(vm);
    ClusterRules.forget(world, vm);
  }

  /** One in a vApp shows no parent ({@code ManagedEntity.parent}). */
  @Override
  public boolean hides(Managed vm, String property) {
    return LostFiles.hides(vm, property)
        || property.equals("parent") && world.get(vm.parent()).filter(VirtualApp::is).isPresent();
  }

  @Override
  public Object read(Managed vm, String property) {
    switch (property) {
      case "summary":
        return summary(vm);
      case "capability":
        return VmCapability.make();
      case "guestHeartbeatStatus":
        return heartbeat(vm);
      case "environmentBrowser":
        return world
            .above(world.need(VmState.runtime(vm).host), "ComputeResource")
            .map(compute -> compute.get(property))
            .orElse(null);
      case "datastore":
        return datastores(vm);
      case "network":
        return networks(vm);
      case "parentVApp":
        return VirtualApp.of(world, vm);
      case "rootSnapshot":
        VirtualMachineSnapshotInfo snapshots = vm.get("snapshot", VirtualMachineSnapshotInfo.class);
        List<ManagedObjectReference> roots = new ArrayList<>();
        if (snapshots != null) {
          for (VirtualMachineSnapshotTree tree : snapshots.rootSnapshotList) {
            roots.add(tree.snapshot);
          }
        }
        return roots.toArray(new ManagedObjectReference[0]);
      default:
        return null;
    }
  }

  /** The heartbeat of VMware Tools: gray when they do not run (vSphere API). */
  private static ManagedEntityStatus heartbeat(Managed vm) {
    GuestInfo guest = vm.get("guest", GuestInfo.class);
    boolean runs = guest != null && "guestToolsRunning".equals(guest.toolsRunningStatus);
    return runs ? ManagedEntityStatus.green : ManagedEntityStatus.gray;
  }

  private static VirtualMachineSummary summary(Managed vm) {
    VirtualMachineConfigInfo config = VmFiles.config(vm);
    VirtualMachineSummary summary = new VirtualMachineSummary();
    summary.vm = vm.ref();
    summary.runtime = vm.get("runtime", VirtualMachineRuntimeInfo.class);
    summary.overallStatus = ManagedEntityStatus.green;
    summary.quickStats = new VirtualMachineQuickStats();
    summary.quickStats.guestHeartbeatStatus = heartbeat(vm);
    VirtualMachineConfigSummary brief = new VirtualMachineConfigSummary();
    if (LostFiles.isLost(vm)) {
      // vCenter itself knows these, without the VM's files
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

  private ManagedObjectReference[] datastores(Managed vm) {
    Set<String> names = new LinkedHashSet<>();
    for (String file : VmFiles.all(vm)) {
      int close = file.indexOf(']');
      if (close > 0) {
        names.add(file.substring(1, close));
      }
    }
    return Managed.refs(
        world.all("Datastore").stream().filter(each -> names.contains(each.name())).toList());
  }

  private ManagedObjectReference[] networks(Managed vm) {
    Set<Managed> networks = new LinkedHashSet<>();
    for (VirtualDevice device : VmFiles.config(vm).hardware.device) {
      Network.of(world, device).ifPresent(networks::add);
    }
    return Managed.refs(List.copyOf(networks));
  }

  /** Deletes a VM's own files. A file that another VM's disk is a child of stays. */
  private void delete(Managed vm) throws VimFault {
    Set<String> others = new LinkedHashSet<>();
    for (Managed each : world.all("VirtualMachine")) {
      if (each != vm) {
        others.addAll(VmFiles.all(each));
      }
    }
    VirtualMachineConfigInfo config = VmFiles.config(vm);
    Place vmx = files.place(config.files.vmPathName);
    Place folder = new Place(vmx.datastore(), vmx.folder());
    Set<String> own = new LinkedHashSet<>();
    for (VirtualDisk disk : VmFiles.disks(config)) {
      own.add(VmFiles.file(disk));
    }
    for (String file : VmFiles.all(vm)) {
      Place place = files.place(file);
      boolean its =
          own.contains(file)
              || place.datastore() == folder.datastore() && place.folder().equals(folder.path());
      if (its && !others.contains(file)) {
        files.remove(place);
        if (file.endsWith(".vmdk")) {
          // an uploaded disk has its bytes in a second file
          files.remove(place.sibling(place.lastName().replace(".vmdk", "-flat.vmdk")));
        }
      }
    }
    boolean empty =
        files.of(folder.datastore()).higherKey(folder.path() + "/") == null
            || !files
                .of(folder.datastore())
                .higherKey(folder.path() + "/")
                .startsWith(folder.path() + "/");
    if (empty && !folder.path().isEmpty()) {
      files.remove(folder);
    }
  }
}
