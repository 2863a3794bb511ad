package dev.provision.simulator.inventory;

import com.vmware.vim25.FolderEventArgument;
import com.vmware.vim25.InvalidFolder;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.EntityKinds;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code Folder}: makes folders, moves things into them, and destroys them. */
public final class Folder implements ManagedType, EntityKind {
  private static final String TYPE = "Folder";

  /** The id that all vCenters use. */
  private static final String ROOT = "group-d1";

  /** The id that all single ESXi hosts use. */
  private static final String HOST_ROOT = "ha-folder-root";

  private static final Duration TIME = Duration.ofMillis(100);

  private final World world;
  private final Tasks tasks;
  private final ManagedEntity entities;
  private final EntityKinds kinds;
  private final EventManager events;

  public Folder(
      World world, Tasks tasks, ManagedEntity entities, EntityKinds kinds, EventManager events) {
    this.world = world;
    this.kinds = kinds;
    this.tasks = tasks;
    this.entities = entities;
    this.events = events;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE + " < ManagedEntity: childEntity childType externallyManagedFolderInfo namespace")
        .newer(TYPE, "externallyManagedFolderInfo", "9.0", "sim.externallyManagedFolderInfo")
        .copied((made, from) -> from.keep("childType"), TYPE)
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .service(TYPE, rootId(world), (content, ref) -> content.rootFolder = ref, this::root)
        .on(TYPE, "CreateFolder", "Folder.Create", this::createFolder)
        .on(TYPE, "MoveIntoFolder_Task", "", this::moveInto)
        .on(TYPE, "UnregisterAndDestroy_Task", "Folder.Delete", this::unregisterAndDestroy);
  }

  private void root(Managed made) {
    world.set(made, "name", "Datacenters");
    world.set(made, "childType", new String[] {TYPE, "Datacenter"});
  }

  private static String rootId(World world) {
    return world.settings().esxi() ? HOST_ROOT : ROOT;
  }

  /** The root folder, which holds everything. */
  public static Managed root(World world) {
    return world.get(rootId(world)).orElseThrow();
  }

  private Object derived(Managed folder, String property) {
    return property.equals("childEntity") ? Managed.refs(world.children(folder)) : null;
  }

  @Override
  public String renamePrivilege() {
    return "Folder.Rename";
  }

  @Override
  public String deletePrivilege() {
    return "Folder.Delete";
  }

  /** True for the four folders of a datacenter, and for the root. */
  @Override
  public boolean isPart(Managed folder) {
    return world.get(folder.parent()).map(above -> above.is("Datacenter")).orElse(true);
  }

  /** Refuses a type that may not be in a folder ({@code Folder.childType}). */
  public static void accepts(World world, Managed folder, String type) throws VimFault {
    for (String each : folder.get("childType", String[].class)) {
      if (world.schema().isA(type, each)) {
        return;
      }
    }
    throw Refuse.notSupported("folder `" + folder.name() + "` takes no " + type);
  }

  private Object createFolder(Invocation in) throws VimFault {
    accepts(world, in.self(), "Folder");
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    Managed made = create(world, in.self(), name, in.self().get("childType", String[].class));
    events.called(in, in.self(), made.ref());
    return made.ref();
  }

  public static Managed create(World world, Managed parent, String name, String... childTypes) {
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

  /** The folder of a path below another one; missing folders are made. */
  public static Managed path(World world, Managed below, String path) {
    Managed at = below;
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        Managed parent = at;
        at =
            world
                .child(parent, part)
                .orElseGet(
                    () -> create(world, parent, part, parent.get("childType", String[].class)));
      }
    }
    return at;
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
        TIME,
        plan -> {
          for (Managed each : what) {
            plan.lock(each);
            accepts(world, folder, kinds.of(each).movedAs(each));
            refuseMove(each, folder);
            kinds.of(each).refuseMove(each);
            if (!Values.isSame(each.parent(), folder.ref())) {
              tasks.demandFree(folder, each.name());
            }
          }
          return () -> {
            for (Managed each : what) {
              if (!kinds.of(each).move(each, folder)) {
                world.set(each, "parent", folder.ref());
              }
            }
            return null;
          };
        });
  }

  /** Refuses the moves that the API refuses ({@code Folder.MoveIntoFolder_Task}). */
  private void refuseMove(Managed each, Managed folder) throws VimFault {
    if (each == folder || world.path(folder).startsWith(world.path(each) + "/")) {
      InvalidFolder fault = new InvalidFolder();
      fault.target = folder.ref();
      throw Refuse.with(fault, "`" + each.name() + "` cannot go into itself.");
    }
    if (each.is(TYPE) && isPart(each)) {
      throw Refuse.notSupported("it belongs to its datacenter");
    }
    if (each.is(TYPE) && !Values.same(each.get("childType"), folder.get("childType"))) {
      throw Refuse.notSupported("folder `" + folder.name() + "` is for other things");
    }
    Optional<Managed> from = world.above(each, "Datacenter");
    if (!each.is("Datacenter") && !from.equals(world.above(folder, "Datacenter"))) {
      throw Refuse.notSupported("the folder is in another datacenter");
    }
  }

  /** A folder as events name it. */
  public static FolderEventArgument argument(Managed folder) {
    FolderEventArgument argument = new FolderEventArgument();
    argument.name = folder.name();
    argument.folder = folder.ref();
    return argument;
  }

  private Object unregisterAndDestroy(Invocation in) throws VimFault {
    Managed folder = in.self();
    if (!List.of(folder.get("childType", String[].class)).contains("VirtualMachine")) {
      throw Refuse.notSupported("it is no folder of virtual machines");
    }
    return tasks.start(
        in,
        folder,
        TIME,
        plan -> {
          plan.lock(folder);
          if (isPart(folder)) {
            throw Refuse.notSupported("it belongs to its datacenter");
          }
          return () -> {
            for (Managed vm : world.below(folder, "VirtualMachine")) {
              if (VmState.power(vm) == VirtualMachinePowerState.poweredOn) {
                throw Refuse.power(
                    VirtualMachinePowerState.poweredOn, VirtualMachinePowerState.poweredOff);
              }
            }
            for (Managed vm : world.below(folder, "VirtualMachine")) {
              world.remove(vm);
            }
            entities.destroyed(folder);
            return null;
          };
        });
  }
}
