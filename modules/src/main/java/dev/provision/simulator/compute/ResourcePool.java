package dev.provision.simulator.compute;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import java.util.Optional;

/** {@code ResourcePool}: pools in pools, and which VMs are in them. */
public final class ResourcePool implements ManagedType, EntityKind {
  private static final String TYPE = "ResourcePool";

  private final World world;
  private final Tasks tasks;

  public ResourcePool(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ManagedEntity: childConfiguration config owner resourcePool runtime summary"
                + " vm",
            "VirtualApp < ResourcePool: childLink datastore network parentFolder parentVApp"
                + " vAppConfig")
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .on(TYPE, "CreateResourcePool", "Resource.CreatePool", this::create)
        .on(TYPE, "UpdateConfig", "Resource.EditPool", this::update)
        .on(TYPE, "MoveIntoResourcePool", "Resource.MovePool", this::move);
  }

  private Object derived(Managed pool, String property) {
    switch (property) {
      case "resourcePool":
        return Managed.refs(world.children(pool));
      case "owner":
        return world.above(pool, "ComputeResource").map(Managed::ref).orElse(null);
      case "vm":
        return Managed.refs(vms(pool));
      default:
        return null;
    }
  }

  private List<Managed> vms(Managed pool) {
    return world.all("VirtualMachine").stream()
        .filter(
            vm -> Values.isSame(vm.get("resourcePool", ManagedObjectReference.class), pool.ref()))
        .toList();
  }

  @Override
  public String renamePrivilege() {
    return "Resource.RenamePool";
  }

  @Override
  public String deletePrivilege() {
    return "Resource.DeletePool";
  }

  /** The root pool of a cluster or host. */
  @Override
  public boolean isPart(Managed pool) {
    return world.need(pool.parent()).is("ComputeResource");
  }

  /** What is in it goes to the pool above (API, {@code ResourcePool.Destroy_Task}). */
  @Override
  public void destroying(Managed pool) {
    Managed parent = world.need(pool.parent());
    vms(pool).forEach(vm -> world.set(vm, "resourcePool", parent.ref()));
    world.children(pool).forEach(child -> world.set(child, "parent", parent.ref()));
  }

  private Object create(Invocation in) throws VimFault {
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    return create(world, in.self(), name, in.need("spec", ResourceConfigSpec.class)).ref();
  }

  static Managed create(World world, Managed parent, String name, ResourceConfigSpec spec) {
    Managed made = world.add(TYPE, "resgroup-");
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
      tasks.demandFree(world.need(in.self().parent()), Names.checked(name.get()));
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
      } else if (each.is(TYPE)) {
        tasks.demandFree(in.self(), each.name());
        world.set(each, "parent", in.self().ref());
      } else {
        throw Refuse.argument("list", "`" + each.name() + "` is neither VM nor pool");
      }
    }
    return null;
  }

  /** Without reservation and limit, as a server has it where nobody says anything. */
  public static ResourceConfigSpec unlimited() {
    ResourceConfigSpec spec = new ResourceConfigSpec();
    spec.cpuAllocation = everything();
    spec.memoryAllocation = everything();
    return spec;
  }

  private static ResourceAllocationInfo everything() {
    ResourceAllocationInfo info = new ResourceAllocationInfo();
    info.reservation = 0L;
    info.expandableReservation = true;
    info.limit = -1L;
    info.shares = new SharesInfo();
    info.shares.level = SharesLevel.normal;
    info.shares.shares = 4000;
    return info;
  }
}
