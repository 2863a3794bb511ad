package dev.provision.simulator;

import com.vmware.vim25.ImportSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.VirtualMachineImportSpec;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/** {@code ResourcePool}: pools in pools, and {@code ImportVApp}, which opens a lease. */
final class PoolMethods {
  private final World world;
  private final Tasks tasks;
  private final FolderMethods folders;
  private final Leases leases;
  private final Authorization authorization;

  PoolMethods(
      World world, Tasks tasks, FolderMethods folders, Leases leases, Authorization authorization) {
    this.world = world;
    this.tasks = tasks;
    this.folders = folders;
    this.leases = leases;
    this.authorization = authorization;
  }

  void methods(Methods methods) {
    methods
        .on("ResourcePool", "CreateResourcePool", "Resource.CreatePool", this::create)
        .on("ResourcePool", "UpdateConfig", "Resource.EditPool", this::update)
        .on("ResourcePool", "MoveIntoResourcePool", "Resource.MovePool", this::move)
        .on("ResourcePool", "ImportVApp", "VApp.Import", this::importVapp);
  }

  private Object create(Invocation in) throws VimFault {
    String name = Names.checked(in.text("name"));
    Names.free(world, tasks, in.self(), name);
    return pool(world, in.self(), name, in.need("spec", ResourceConfigSpec.class)).ref();
  }

  static Managed pool(World world, Managed parent, String name, ResourceConfigSpec spec) {
    Managed made = world.add("ResourcePool", "resgroup-");
    world.set(made, "name", name);
    world.set(made, "config", stamped(world, made, spec));
    world.set(made, "parent", parent.ref());
    return made;
  }

  private static ResourceConfigSpec stamped(World world, Managed pool, ResourceConfigSpec spec) {
    spec.entity = pool.ref();
    spec.lastModified = world.calendar();
    spec.changeVersion = Long.toString(world.revision());
    return spec;
  }

  private Object update(Invocation in) throws VimFault {
    Optional<String> name = in.maybe("name", String.class);
    if (name.isPresent() && !name.get().equals(in.self().name())) {
      Names.free(world, tasks, world.need(in.self().parent()), Names.checked(name.get()));
      world.set(in.self(), "name", name.get());
    }
    ResourceConfigSpec spec = in.get("config", ResourceConfigSpec.class);
    if (spec != null) {
      ResourceConfigSpec config = Values.copy(in.self().get("config", ResourceConfigSpec.class));
      overlay(spec, config);
      world.set(in.self(), "config", stamped(world, in.self(), config));
    }
    return null;
  }

  private static void overlay(ResourceConfigSpec spec, ResourceConfigSpec config) {
    if (spec.cpuAllocation != null) {
      Values.overlay(spec.cpuAllocation, config.cpuAllocation);
    }
    if (spec.memoryAllocation != null) {
      Values.overlay(spec.memoryAllocation, config.memoryAllocation);
    }
  }

  private Object move(Invocation in) throws VimFault {
    for (ManagedObjectReference ref : in.need("list", ManagedObjectReference[].class)) {
      Managed each = in.find(ref);
      if (each.is("VirtualMachine")) {
        world.set(each, "resourcePool", in.self().ref());
      } else if (each.is("ResourcePool")) {
        Names.free(world, tasks, in.self(), each.name());
        world.set(each, "parent", in.self().ref());
      } else {
        throw Refuse.argument("list", "`" + each.name() + "` is neither VM nor pool");
      }
    }
    return null;
  }

  private Object importVapp(Invocation in) throws VimFault {
    if (!(in.need("spec", ImportSpec.class) instanceof VirtualMachineImportSpec spec)) {
      throw Refuse.notSupported("the simulator imports single virtual machines only");
    }
    Managed pool = in.self();
    Managed folder = in.object("folder");
    authorization.demand(in, folder, "VirtualMachine.Inventory.Create");
    Optional<Managed> host = in.maybeObject("host");
    FolderMethods.accepts(folder, "VirtualMachine");
    String name = Names.checked(spec.configSpec.name);
    Names.free(world, tasks, folder, name);
    FolderMethods.Made made = folders.make(spec.configSpec, name, pool, host);
    return leases.open(in, made.register(folder));
  }
}
