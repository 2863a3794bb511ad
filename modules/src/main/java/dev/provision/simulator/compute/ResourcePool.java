package dev.provision.simulator.compute;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.ResourcePoolCreatedEvent;
import com.vmware.vim25.ResourcePoolEventArgument;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import dev.provision.simulator.server.Authorization;
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
import java.util.List;
import java.util.Optional;

/**
 * {@code ResourcePool}: pools in pools, and which VMs are in them; how they move is in {@link
 * PoolMoves}. It is long because all that the API does with one pool stands in the file of its
 * type.
 */
public final class ResourcePool implements ManagedType, EntityKind {
  static final String TYPE = "ResourcePool";

  /** Since then a pool can scale the shares of those below it (API, {@code ResourceConfigSpec}). */
  private static final String SCALING = "7.0";

  private final World world;
  private final Tasks tasks;
  private final EventManager events;
  private final Authorization authorization;

  public ResourcePool(World world, Tasks tasks, EventManager events, Authorization authorization) {
    this.world = world;
    this.tasks = tasks;
    this.events = events;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ManagedEntity: childConfiguration config namespace owner resourcePool runtime"
                + " summary vm")
        .newer(TYPE, "namespace", "7.0", "sim.namespace")
        .copied((made, from) -> copied(world, made, from), TYPE)
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .on(TYPE, "CreateResourcePool", "Resource.CreatePool", this::create)
        .on(TYPE, "UpdateConfig", "", this::update);
  }

  /** What was not captured is without reservation and limit. */
  static void copied(World world, Managed made, Copied from) {
    ResourceConfigSpec config = whole(unlimited());
    from.get("config", ResourceConfigSpec.class).ifPresent(told -> Values.overlay(told, config));
    world.set(made, "config", config);
  }

  private Object derived(Managed pool, String property) {
    switch (property) {
      case "resourcePool":
        return Managed.refs(world.children(pool).stream().filter(child -> child.is(TYPE)).toList());
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

  /**
   * Moves what is in it to the pool above (API, {@code ResourcePool.Destroy_Task}); with a cluster
   * go all of its pools.
   */
  @Override
  public void destroying(Managed pool) {
    if (isPart(pool)) {
      world.below(pool, TYPE).forEach(world::remove);
      return;
    }
    Managed parent = world.need(pool.parent());
    for (Managed vm : PoolUsage.vms(world, pool)) {
      world.set(vm, "resourcePool", parent.ref());
      VirtualApp.hold(world, vm);
    }
    world.children(pool).forEach(child -> world.set(child, "parent", parent.ref()));
  }

  private Object create(Invocation in) throws VimFault {
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    ResourceConfigSpec spec = in.need("spec", ResourceConfigSpec.class);
    checkNew(world, in.self(), spec);
    Managed made = create(world, in.self(), name, spec);
    ResourcePoolCreatedEvent event = new ResourcePoolCreatedEvent();
    event.resourcePool = argument(made);
    event.parent = argument(in.self());
    events.called(in, in.self(), made.ref());
    events.by(in, event, made, "Created resource pool " + made.name() + ".");
    return made.ref();
  }

  /** What refuses a new pool or vApp in a pool. */
  static void checkNew(World world, Managed above, ResourceConfigSpec spec) throws VimFault {
    Managed compute = Site.owner(world, above);
    if (compute.is("ClusterComputeResource") && !Site.hasDrs(compute)) {
      throw Refuse.notSupported("a cluster without DRS has no resource pools");
    }
    if (spec.cpuAllocation == null || spec.memoryAllocation == null) {
      throw Refuse.incomplete(
          "ResourceConfigSpec", spec.cpuAllocation == null ? "cpuAllocation" : "memoryAllocation");
    }
    check(spec);
    checkScaling(world, spec, above);
    new PoolUsage(world, above).demandRoomFor(spec, null);
  }

  static ResourcePoolEventArgument argument(Managed pool) {
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
    return create(world, world.add(TYPE, "resgroup-"), parent, name, spec);
  }

  /** The same for an object that is new and has nothing yet. */
  static Managed create(
      World world, Managed made, Managed parent, String name, ResourceConfigSpec spec) {
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

  private static String renamePrivilege(Managed pool) {
    return pool.is("VirtualApp") ? "VApp.Rename" : "Resource.RenamePool";
  }

  private Object update(Invocation in) throws VimFault {
    Managed pool = in.self();
    if (pool.is("VirtualApp")) {
      for (Managed each : List.of(pool, world.need(pool.parent()))) {
        authorization.demand(in, each, "VApp.ResourceConfig");
      }
    } else {
      authorization.demand(in, pool, "Resource.EditPool");
    }
    Optional<String> name =
        in.maybe("name", String.class).filter(each -> !each.equals(pool.name()));
    if (name.isPresent()) {
      authorization.demand(in, pool, renamePrivilege(pool));
      tasks.demandFree(world.need(pool.parent()), Names.checked(name.get()));
    }
    ResourceConfigSpec spec = in.get("config", ResourceConfigSpec.class);
    if (spec != null) {
      ResourceConfigSpec config = Values.copy(pool.get("config", ResourceConfigSpec.class));
      if (spec.changeVersion != null && !spec.changeVersion.equals(config.changeVersion)) {
        throw Refuse.with(new ConcurrentAccess(), "The configuration was changed meanwhile.");
      }
      checkScaling(world, spec, world.need(pool.parent()));
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
  private static void checkScaling(World world, ResourceConfigSpec spec, Managed above)
      throws VimFault {
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
