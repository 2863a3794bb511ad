package dev.provision.simulator.compute;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;

/**
 * {@code MoveIntoResourcePool} of pools, vApps and VMs, with what it needs of each (API, {@code
 * ResourcePool.MoveIntoResourcePool}).
 */
public final class PoolMoves implements ManagedType {
  private static final String POOL = "ResourcePool";

  private final World world;
  private final Tasks tasks;
  private final EventManager events;
  private final Authorization authorization;

  public PoolMoves(World world, Tasks tasks, EventManager events, Authorization authorization) {
    this.world = world;
    this.tasks = tasks;
    this.events = events;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry.on(POOL, "MoveIntoResourcePool", "", this::move);
  }

  private Object move(Invocation in) throws VimFault {
    Managed into = in.self();
    for (ManagedObjectReference ref : in.need("list", ManagedObjectReference[].class)) {
      Managed each = in.find(ref);
      if (each.is("VirtualMachine")) {
        vm(in, each);
      } else if (each.is(POOL)) {
        pool(in, each);
      } else {
        throw Refuse.argument("list", "`" + each.name() + "` is neither VM nor pool");
      }
    }
    events.called(in, into, null);
    return null;
  }

  private void vm(Invocation in, Managed vm) throws VimFault {
    String needed = VirtualApp.is(in.self()) ? "VApp.AssignVM" : "Resource.AssignVMToPool";
    authorization.demand(in, vm, needed);
    authorization.demand(in, in.self(), needed);
    world.set(vm, "resourcePool", in.self().ref());
    VirtualApp.hold(world, vm);
  }

  private void pool(Invocation in, Managed pool) throws VimFault {
    Managed into = in.self();
    if (pool.parent() == null || world.need(pool.parent()).is("ComputeResource")) {
      throw Refuse.argument("list", "`" + pool.name() + "` is the pool of a cluster or host");
    }
    boolean app = VirtualApp.is(pool);
    for (Managed each : List.of(pool, world.need(pool.parent()))) {
      authorization.demand(in, each, app ? "VApp.Move" : "Resource.MovePool");
    }
    authorization.demand(in, into, target(app, VirtualApp.is(into)));
    if (Site.owner(world, pool) != Site.owner(world, into)) {
      throw Refuse.argument("list", "`" + pool.name() + "` belongs to another cluster or host");
    }
    for (Managed at = into; at.is(POOL); at = world.need(at.parent())) {
      if (at == pool) {
        throw Refuse.argument("list", "`" + pool.name() + "` cannot go into itself");
      }
    }
    if (!Values.isSame(pool.parent(), into.ref())) {
      tasks.demandFree(into, pool.name());
    }
    world.set(pool, "parent", into.ref());
  }

  private static String target(boolean movesApp, boolean intoApp) {
    if (movesApp) {
      return intoApp ? "VApp.AssignVApp" : "Resource.AssignVAppToPool";
    }
    return intoApp ? "VApp.AssignResourcePool" : "Resource.MovePool";
  }
}
