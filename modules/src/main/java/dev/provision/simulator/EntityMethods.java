package dev.provision.simulator;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceInUse;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.vsphere.VimFault;
import java.time.Duration;

/** {@code ManagedEntity}: {@code Destroy_Task} and {@code Rename_Task} of whatever it is. */
final class EntityMethods {
  private static final Duration TIME = Duration.ofMillis(80);

  private final World world;
  private final Tasks tasks;
  private final Authorization authorization;
  private final SnapshotMethods snapshots;

  EntityMethods(World world, Tasks tasks, Authorization authorization, SnapshotMethods snapshots) {
    this.world = world;
    this.tasks = tasks;
    this.authorization = authorization;
    this.snapshots = snapshots;
  }

  void methods(Methods methods) {
    methods
        .on("ManagedEntity", "Destroy_Task", "", this::destroy)
        .on("ManagedEntity", "Rename_Task", "", this::rename)
        .on("ManagedEntity", "Reload", "", in -> null);
  }

  private static String privilege(Managed object, String what) {
    switch (object.type()) {
      case "VirtualMachine":
        return what.equals("Delete")
            ? "VirtualMachine.Inventory.Delete"
            : "VirtualMachine.Config.Rename";
      case "Folder":
        return "Folder." + what;
      case "Datacenter":
        return "Datacenter." + what;
      case "ResourcePool":
        return "Resource." + what + "Pool";
      case "Datastore":
        return "Datastore." + what;
      case "DistributedVirtualPortgroup":
        return "DVPortgroup." + (what.equals("Delete") ? "Delete" : "Modify");
      case "VmwareDistributedVirtualSwitch":
        return "DVSwitch." + (what.equals("Delete") ? "Delete" : "Modify");
      default:
        return "Host.Inventory.EditCluster";
    }
  }

  private Object rename(Invocation in) throws VimFault {
    Managed entity = in.self();
    authorization.demand(in, entity, privilege(entity, "Rename"));
    String name = Names.checked(in.text("newName"));
    return tasks.start(
        in,
        entity,
        TIME,
        plan -> {
          plan.lock(entity);
          if (!name.equals(entity.name())) {
            Names.free(world, tasks, world.need(entity.parent()), name);
            plan.name(world.need(entity.parent()), name);
          }
          return () -> {
            renamed(entity, name);
            return null;
          };
        });
  }

  private void renamed(Managed entity, String name) {
    world.set(entity, "name", name);
    if (entity.is("VirtualMachine")) {
      VirtualMachineConfigInfo config = Values.copy(VmFiles.config(entity));
      config.name = name;
      VmModel.stamp(world, config);
      world.set(entity, "config", config);
    }
    NetworkModel.renamed(world, entity, name);
  }

  private Object destroy(Invocation in) throws VimFault {
    Managed entity = in.self();
    authorization.demand(in, entity, privilege(entity, "Delete"));
    return tasks.start(
        in,
        entity,
        TIME,
        plan -> {
          plan.lock(entity);
          refuse(entity);
          return () -> {
            refuse(entity);
            destroyed(entity);
            return null;
          };
        });
  }

  private void refuse(Managed entity) throws VimFault {
    if (entity.is("VirtualMachine")) {
      VirtualMachinePowerState power = VmModel.power(entity);
      if (power == VirtualMachinePowerState.poweredOn) {
        throw Refuse.power(power, VirtualMachinePowerState.poweredOff);
      }
      return;
    }
    if (entity.is("Folder") && world.need(entity.parent()).is("Datacenter")
        || entity.is("ResourcePool") && world.need(entity.parent()).is("ComputeResource")) {
      throw Refuse.notSupported("it belongs to its parent");
    }
    if (entity.is("Network") || entity.is("Datastore") || entity.is("HostSystem")) {
      if (((ManagedObjectReference[]) Derived.read(world, entity, "vm")).length > 0) {
        throw inUse(entity);
      }
    }
    if (entity.is("HostSystem") && Site.isUsable(entity)) {
      throw Refuse.state("The host has to be in maintenance mode.");
    }
    for (Managed child : world.children(entity)) {
      if (child.is("VirtualMachine")) {
        tasks.refuseBusy(child);
      }
      refuseInside(child);
    }
  }

  private void refuseInside(Managed child) throws VimFault {
    boolean belongs =
        child.is("Folder") && world.need(child.parent()).is("Datacenter")
            || child.is("ResourcePool") && world.need(child.parent()).is("ComputeResource");
    if (belongs) {
      for (Managed each : world.children(child)) {
        refuseInside(each);
      }
      return;
    }
    if (!child.is("HostSystem") || Site.isUsable(child)) {
      refuse(child);
    }
  }

  static VimFault inUse(Managed entity) {
    ResourceInUse fault = new ResourceInUse();
    fault.type = entity.type();
    fault.name = entity.name();
    return Refuse.with(fault, "The resource '" + entity.name() + "' is in use.");
  }

  /** With all that is in it; VMs are deleted from disk (API, {@code Folder.Destroy_Task}). */
  void destroyed(Managed entity) throws VimFault {
    if (entity.is("ResourcePool")) {
      Managed parent = world.need(entity.parent());
      for (Managed vm : world.all("VirtualMachine")) {
        if (Values.isSame(vm.get("resourcePool", ManagedObjectReference.class), entity.ref())) {
          world.set(vm, "resourcePool", parent.ref());
        }
      }
      for (Managed child : world.children(entity)) {
        world.set(child, "parent", parent.ref());
      }
    }
    for (Managed child : world.children(entity)) {
      destroyed(child);
    }
    if (entity.is("VirtualMachine")) {
      VmFiles.delete(world, entity);
      snapshots.dropAll(entity);
      ClusterRules.forget(world, entity);
    }
    NetworkModel.removed(world, entity);
    world.remove(entity);
  }
}
