package dev.provision.simulator.compute;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.ResourcePoolCreatedEvent;
import com.vmware.vim25.ResourcePoolEventArgument;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.ScalingPoolSpec;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/**
 * {@code ResourcePool}: pools in pools, and which VMs are in them. It is long because all that the
 * API does with pools stands in the file of their type.
 */
public final class ResourcePool implements ManagedType, EntityKind {
  static final String TYPE = "ResourcePool";

  /** Since then a pool can scale the shares of those below it (API, {@code ResourceConfigSpec}). */
  private static final String SCALING = "7.0";

  private final World world;
  private final Tasks tasks;
  private final EventManager events;

  public ResourcePool(World world, Tasks tasks, EventManager events) {
    this.world = world;
    this.tasks = tasks;
    this.events = events;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ManagedEntity: childConfiguration config namespace owner resourcePool runtime"
                + " summary vm",
            "VirtualApp < ResourcePool: childLink datastore network parentFolder parentVApp"
                + " vAppConfig")
        .newer(TYPE, "namespace", "7.0", "sim.namespace")
        .copied(this::copied, TYPE, "VirtualApp")
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .on(TYPE, "CreateResourcePool", "Resource.CreatePool", this::create)
        .on(TYPE, "UpdateConfig", "Resource.EditPool", this::update)
        .on(TYPE, "MoveIntoResourcePool", "Resource.MovePool", this::move);
  }

  /** What was not captured is without reservation and limit. */
  private void copied(Managed made, Copied from) {
    ResourceConfigSpec config = whole(unlimited());
    from.get("config", ResourceConfigSpec.class).ifPresent(told -> Values.overlay(told, config));
    world.set(made, "config", config);
  }

  private Object derived(Managed pool, String property) {
    switch (property) {
      case "resourcePool":
        return Managed.refs(world.children(pool));
      case "owner":
        return world.above(pool, "ComputeResource").map(Managed::ref).orElse(null);
      case "vm":
        return Managed.refs(PoolUsage.vms(world, pool));
      case "runtime":
        return new PoolUsage(world, pool).runtime();
      case "summary":
        return new PoolUsage(world, pool).summary();
      default:
        return null;
    }
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

  /** Moves what is in it to the pool above (API, {@code ResourcePool.Destroy_Task}). */
  @Override
  public void destroying(Managed pool) {
    Managed parent = world.need(pool.parent());
    PoolUsage.vms(world, pool).forEach(vm -> world.set(vm, "resourcePool", parent.ref()));
    world.children(pool).forEach(child -> world.set(child, "parent", parent.ref()));
  }

  private Object create(Invocation in) throws VimFault {
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    Managed compute = Site.owner(world, in.self());
    if (compute.is("ClusterComputeResource") && !Site.hasDrs(compute)) {
      throw Refuse.notSupported("a cluster without DRS has no resource pools");
    }
    ResourceConfigSpec spec = in.need("spec", ResourceConfigSpec.class);
    if (spec.cpuAllocation == null || spec.memoryAllocation == null) {
      throw Refuse.incomplete(
          "ResourceConfigSpec", spec.cpuAllocation == null ? "cpuAllocation" : "memoryAllocation");
    }
    check(spec);
    checkScaling(spec, in.self());
    new PoolUsage(world, in.self()).demandRoomFor(spec, null);
    Managed made = create(world, in.self(), name, spec);
    ResourcePoolCreatedEvent event = new ResourcePoolCreatedEvent();
    event.resourcePool = argument(made);
    event.parent = argument(in.self());
    events.called(in, in.self(), made.ref());
    events.by(in, event, made, "Created resource pool " + made.name() + ".");
    return made.ref();
  }

  private static ResourcePoolEventArgument argument(Managed pool) {
    ResourcePoolEventArgument argument = new ResourcePoolEventArgument();
    argument.name = pool.name();
    argument.resourcePool = pool.ref();
    return argument;
  }

  private static void check(ResourceConfigSpec spec) throws VimFault {
    check("spec.cpuAllocation", spec.cpuAllocation);
    check("spec.memoryAllocation", spec.memoryAllocation);
  }

  private static void check(String where, ResourceAllocationInfo info) throws VimFault {
    boolean limited = info.limit != null && info.limit >= 0;
    if (limited && info.reservation != null && info.reservation > info.limit) {
      throw Refuse.argument(where, "the reservation is above the limit");
    }
  }

  /** Makes a pool in a compute resource or in another pool. */
  public static Managed create(World world, Managed parent, String name, ResourceConfigSpec spec) {
    Managed made = world.add(TYPE, "resgroup-");
    world.set(made, "name", name);
    world.set(made, "config", stamped(world, made, whole(spec)));
    world.set(made, "parent", parent.ref());
    return made;
  }

  /** Replaces the configuration of a pool. */
  public static void configure(World world, Managed pool, ResourceConfigSpec spec) {
    world.set(pool, "config", stamped(world, pool, whole(spec)));
  }

  private static ResourceConfigSpec stamped(World world, Managed pool, ResourceConfigSpec spec) {
    level(spec.cpuAllocation, 4000);
    level(spec.memoryAllocation, 163_840);
    if (spec instanceof ScalingPoolSpec scaling && !world.version().isAtLeast(SCALING)) {
      scaling.scaleDescendantsShares = null;
    }
    spec.entity = pool.ref();
    spec.lastModified = world.calendar();
    spec.changeVersion = Long.toString(world.revision());
    return spec;
  }

  /** What a level is worth in a pool, which counts as a VM of 4 CPUs and 16 GiB. */
  private static void level(ResourceAllocationInfo info, int normal) {
    if (info.shares != null && info.shares.level != SharesLevel.custom) {
      info.shares.shares =
          info.shares.level == SharesLevel.high
              ? 2 * normal
              : info.shares.level == SharesLevel.low ? normal / 2 : normal;
    }
  }

  private Object update(Invocation in) throws VimFault {
    Managed pool = in.self();
    Optional<String> name =
        in.maybe("name", String.class).filter(each -> !each.equals(pool.name()));
    if (name.isPresent()) {
      tasks.demandFree(world.need(pool.parent()), Names.checked(name.get()));
    }
    ResourceConfigSpec spec = in.get("config", ResourceConfigSpec.class);
    if (spec != null) {
      ResourceConfigSpec config = Values.copy(pool.get("config", ResourceConfigSpec.class));
      if (spec.changeVersion != null && !spec.changeVersion.equals(config.changeVersion)) {
        throw Refuse.with(new ConcurrentAccess(), "The configuration was changed meanwhile.");
      }
      checkScaling(spec, world.need(pool.parent()));
      overlay(spec, config);
      check(config);
      new PoolUsage(world, pool).demandRoom(config);
      new PoolUsage(world, world.need(pool.parent())).demandRoomFor(config, pool);
      world.set(pool, "config", stamped(world, pool, config));
    }
    name.ifPresent(each -> world.set(pool, "name", each));
    events.called(in, pool, null);
    return null;
  }

  private static void overlay(ResourceConfigSpec spec, ResourceConfigSpec config) {
    if (spec.cpuAllocation != null) {
      Values.overlay(spec.cpuAllocation, config.cpuAllocation);
    }
    if (spec.memoryAllocation != null) {
      Values.overlay(spec.memoryAllocation, config.memoryAllocation);
    }
    String scaling = scaling(spec);
    if (scaling != null) {
      ((ScalingPoolSpec) config).scaleDescendantsShares = scaling;
    }
  }

  private static String scaling(ResourceConfigSpec spec) {
    return spec instanceof ScalingPoolSpec some ? some.scaleDescendantsShares : null;
  }

  /** A pool whose shares an ancestor scales cannot scale too (API, {@code ResourceConfigSpec}). */
  private void checkScaling(ResourceConfigSpec spec, Managed above) throws VimFault {
    for (Managed at = above; at.is(TYPE); at = world.need(at.parent())) {
      if (ScalingPoolSpec.ON.equals(scaling(spec))
          && ScalingPoolSpec.ON.equals(scaling(at.get("config", ResourceConfigSpec.class)))) {
        throw Refuse.argument(
            "spec.scaleDescendantsShares", "`" + at.name() + "` scales its shares already");
      }
    }
  }

  /** The same with fields for all that a configuration may have. */
  public static ResourceConfigSpec whole(ResourceConfigSpec spec) {
    ScalingPoolSpec whole = new ScalingPoolSpec();
    whole.cpuAllocation = spec.cpuAllocation;
    whole.memoryAllocation = spec.memoryAllocation;
    String scaling = scaling(spec);
    whole.scaleDescendantsShares = scaling == null ? ScalingPoolSpec.OFF : scaling;
    return whole;
  }

  private void movePool(Managed pool, Managed into) throws VimFault {
    if (isPart(pool) || Site.owner(world, pool) != Site.owner(world, into)) {
      throw Refuse.argument("list", "`" + pool.name() + "` belongs to another cluster or host");
    }
    for (Managed at = into; at.is(TYPE); at = world.need(at.parent())) {
      if (at == pool) {
        throw Refuse.argument("list", "`" + pool.name() + "` cannot go into itself");
      }
    }
    if (!Values.isSame(pool.parent(), into.ref())) {
      tasks.demandFree(into, pool.name());
    }
    world.set(pool, "parent", into.ref());
  }

  private Object move(Invocation in) throws VimFault {
    for (ManagedObjectReference ref : in.need("list", ManagedObjectReference[].class)) {
      Managed each = in.find(ref);
      if (each.is("VirtualMachine")) {
        world.set(each, "resourcePool", in.self().ref());
      } else if (each.is(TYPE)) {
        movePool(each, in.self());
      } else {
        throw Refuse.argument("list", "`" + each.name() + "` is neither VM nor pool");
      }
    }
    events.called(in, in.self(), null);
    return null;
  }

  /** Without reservation and limit, as a new pool is. */
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
    return info;
  }
}
