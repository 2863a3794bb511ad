package dev.provision.simulator.rack;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.compute.NewCompute;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves hosts into clusters ({@code ClusterComputeResource.MoveInto_Task}) and into folders, and
 * says which of them can be destroyed.
 */
public final class HostMoving implements ManagedType, EntityKind {
  private static final Duration TIME = Duration.ofMillis(150);
  private static final String TYPE = "ClusterComputeResource";

  private final World world;
  private final Tasks tasks;

  public HostMoving(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    String privilege = "Host.Inventory.EditCluster";
    registry
        .entity("HostSystem", this)
        .on(
            TYPE,
            "MoveInto_Task",
            privilege,
            in -> move(in, List.of(in.need("host", ManagedObjectReference[].class))))
        .on(
            TYPE,
            "MoveHostInto_Task",
            privilege,
            in -> move(in, List.of(in.need("host", ManagedObjectReference.class))));
  }

  private Object move(Invocation in, List<ManagedObjectReference> refs) throws VimFault {
    Managed cluster = in.self();
    List<Managed> hosts = new ArrayList<>();
    for (ManagedObjectReference ref : refs) {
      hosts.add(in.find(ref));
    }
    return tasks.start(
        in,
        cluster,
        TIME,
        plan -> {
          plan.lock(cluster);
          for (Managed host : hosts) {
            plan.lock(host);
            HostMoves.refuse(world, host);
            if (!world.above(host, "Datacenter").equals(world.above(cluster, "Datacenter"))) {
              throw Refuse.argument("host", "it is in another datacenter");
            }
          }
          return () -> {
            for (Managed host : hosts) {
              HostMoves.into(world, host, cluster);
            }
            return null;
          };
        });
  }

  @Override
  public void refuseDestroy(Managed host) throws VimFault {
    if (world.all("VirtualMachine").stream().anyMatch(vm -> VmState.isAt(vm, host))) {
      throw Refuse.inUse(host);
    }
    if (Site.isUsable(host)) {
      throw Refuse.state("The host has to be in maintenance mode.");
    }
  }

  /** Whether it may be deleted with its cluster: a host that cannot be used. */
  @Override
  public boolean goesAlong(Managed host) {
    return !Site.isUsable(host);
  }

  @Override
  public String deletePrivilege() {
    return "Host.Inventory.RemoveHostFromCluster";
  }

  @Override
  public String movedAs(Managed host) {
    return "ComputeResource";
  }

  @Override
  public void refuseMove(Managed host) throws VimFault {
    HostMoves.refuse(world, host);
  }

  /** It stands alone there, in a compute resource of its own name. */
  @Override
  public boolean move(Managed host, Managed folder) {
    HostMoves.into(world, host, NewCompute.ofHost(world, folder, host.name()));
    return true;
  }

  @Override
  public void destroying(Managed host) {
    HostMoves.gone(world, host);
  }
}
