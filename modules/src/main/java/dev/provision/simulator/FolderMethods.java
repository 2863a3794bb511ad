package dev.provision.simulator;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.DatastoreContents.Place;
import dev.provision.vsphere.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code Folder}: what is made in one, and its end. */
final class FolderMethods {
  private static final Duration TIME = Duration.ofMillis(200);

  private final World world;
  private final Tasks tasks;
  private final EntityMethods entities;

  FolderMethods(World world, Tasks tasks, EntityMethods entities) {
    this.world = world;
    this.tasks = tasks;
    this.entities = entities;
  }

  void methods(Methods methods) {
    methods
        .on("Folder", "CreateFolder", "Folder.Create", this::createFolder)
        .on("Folder", "CreateDatacenter", "Datacenter.Create", this::createDatacenter)
        .on("Folder", "MoveIntoFolder_Task", "", this::moveInto)
        .on("Folder", "UnregisterAndDestroy_Task", "Folder.Delete", this::unregisterAndDestroy)
        .on("Folder", "CreateVM_Task", "VirtualMachine.Inventory.Create", this::createVm);
  }

  /** Whether things of a type may be in a folder ({@code Folder.childType}). */
  static void accepts(Managed folder, String type) throws VimFault {
    for (String each : folder.get("childType", String[].class)) {
      if (ManagedSchema.isA(type, each)) {
        return;
      }
    }
    throw Refuse.notSupported("folder `" + folder.name() + "` takes no " + type);
  }

  private Object createFolder(Invocation in) throws VimFault {
    accepts(in.self(), "Folder");
    String name = Names.checked(in.text("name"));
    Names.free(world, tasks, in.self(), name);
    return folder(world, in.self(), name, in.self().get("childType", String[].class)).ref();
  }

  static Managed folder(World world, Managed parent, String name, String... childTypes) {
    String prefix =
        List.of(childTypes).contains("VirtualMachine")
            ? "group-v"
            : List.of(childTypes).contains("ComputeResource")
                ? "group-h"
                : List.of(childTypes).contains("Datastore")
                    ? "group-s"
                    : List.of(childTypes).contains("Network") ? "group-n" : "group-d";
    Managed made = world.add("Folder", prefix);
    world.set(made, "name", name);
    world.set(made, "childType", childTypes);
    world.set(made, "parent", parent.ref());
    return made;
  }

  private Object createDatacenter(Invocation in) throws VimFault {
    accepts(in.self(), "Datacenter");
    String name = Names.checked(in.text("name"));
    Names.free(world, tasks, in.self(), name);
    return datacenter(world, in.self(), name).ref();
  }

  /** A datacenter with its four folders. */
  static Managed datacenter(World world, Managed parent, String name) {
    Managed made = world.add("Datacenter", "datacenter-");
    world.set(made, "name", name);
    world.set(made, "parent", parent.ref());
    world.set(
        made,
        "vmFolder",
        folder(world, made, "vm", "Folder", "VirtualMachine", "VirtualApp").ref());
    world.set(made, "hostFolder", folder(world, made, "host", "Folder", "ComputeResource").ref());
    world.set(
        made,
        "datastoreFolder",
        folder(world, made, "datastore", "Folder", "Datastore", "StoragePod").ref());
    world.set(
        made,
        "networkFolder",
        folder(world, made, "network", "Folder", "Network", "DistributedVirtualSwitch").ref());
    return made;
  }

  private Object moveInto(Invocation in) throws VimFault {
    Managed folder = in.self();
    List<Managed> what = new ArrayList<>();
    for (ManagedObjectReference ref : in.need("list", ManagedObjectReference[].class)) {
      what.add(in.find(ref));
    }
    return tasks.start(
        in,
        folder,
        TIME.dividedBy(2),
        plan -> {
          for (Managed each : what) {
            plan.lock(each);
            accepts(folder, each.type());
            if (each == folder || world.path(folder).startsWith(world.path(each) + "/")) {
              throw Refuse.argument("list", "`" + each.name() + "` cannot go into itself");
            }
            if (!Values.isSame(each.parent(), folder.ref())) {
              Names.free(world, tasks, folder, each.name());
            }
          }
          return () -> {
            what.forEach(each -> world.set(each, "parent", folder.ref()));
            return null;
          };
        });
  }

  private Object unregisterAndDestroy(Invocation in) throws VimFault {
    Managed folder = in.self();
    if (!List.of(folder.get("childType", String[].class)).contains("VirtualMachine")) {
      throw Refuse.notSupported("it is no folder of virtual machines");
    }
    return tasks.start(
        in,
        folder,
        TIME.dividedBy(2),
        plan -> {
          plan.lock(folder);
          if (world.need(folder.parent()).is("Datacenter")) {
            throw Refuse.notSupported("it belongs to its datacenter");
          }
          return () -> {
            for (Managed vm : Derived.below(world, folder, "VirtualMachine")) {
              if (VmModel.power(vm) == VirtualMachinePowerState.poweredOn) {
                throw Refuse.power(
                    VirtualMachinePowerState.poweredOn, VirtualMachinePowerState.poweredOff);
              }
            }
            for (Managed vm : Derived.below(world, folder, "VirtualMachine")) {
              world.remove(vm);
            }
            entities.destroyed(folder);
            return null;
          };
        });
  }

  private Object createVm(Invocation in) throws VimFault {
    Managed folder = in.self();
    VirtualMachineConfigSpec spec = in.need("config", VirtualMachineConfigSpec.class);
    Managed pool = in.object("pool");
    Optional<Managed> host = in.maybeObject("host");
    String name = Names.checked(spec.name);
    return tasks.start(
        in,
        folder,
        TIME,
        plan -> {
          accepts(folder, "VirtualMachine");
          Names.free(world, tasks, folder, name);
          plan.name(folder, name);
          Made made = make(spec, name, pool, host);
          return () -> made.register(folder).ref();
        });
  }

  /** A VM that is made of a spec alone, its files checked and not made yet. */
  final class Made {
    private final Site site;
    private final Place vmx;
    private final VirtualMachineConfigInfo config;
    private final DiskEdits disks;

    private Made(Site site, Place vmx, VirtualMachineConfigInfo config, DiskEdits disks) {
      this.site = site;
      this.vmx = vmx;
      this.config = config;
      this.disks = disks;
    }

    Managed register(Managed folder) throws VimFault {
      disks.commit();
      world.files().put(vmx, 4096);
      return VmModel.register(world, folder, site, config);
    }
  }

  Made make(VirtualMachineConfigSpec spec, String name, Managed pool, Optional<Managed> host)
      throws VimFault {
    if (spec.files == null || spec.files.vmPathName == null) {
      throw Refuse.argument("config.files.vmPathName", "it is missing");
    }
    Place asked = world.files().place(spec.files.vmPathName);
    Place vmx =
        asked.path().endsWith(".vmx")
            ? asked
            : new Place(
                asked.datastore(),
                (asked.path().isEmpty()
                        ? world.files().freeFolder(asked.datastore(), name)
                        : asked.path())
                    + "/"
                    + name
                    + ".vmx");
    world.files().refuseExisting(vmx);
    Managed chosen = Site.host(world, host, Optional.of(pool), asked.datastore());
    VirtualMachineConfigInfo config = VmModel.config(world, name, vmx.text());
    config.version = "vmx-" + Math.min(VmModel.MADE, BrowserMethods.newest(chosen));
    DiskEdits disks = new DiskEdits(world, vmx, name);
    DeviceEdits devices =
        new DeviceEdits(world, List.of(config.hardware.device), disks, false, Set.of());
    devices.apply(spec.deviceChange);
    config.hardware.device = devices.devices();
    VirtualMachineConfigSpec rest = Values.copy(spec);
    rest.deviceChange = null;
    rest.name = null;
    rest.files = null;
    ConfigEdits.apply(world, rest, config, VirtualMachinePowerState.poweredOff);
    return new Made(new Site(chosen, pool, asked.datastore()), vmx, config, disks);
  }
}
