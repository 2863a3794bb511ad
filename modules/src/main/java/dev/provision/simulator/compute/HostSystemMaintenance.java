package dev.provision.simulator.compute;

import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * The maintenance mode of hosts. Entering it moves nothing by itself: DRS does, where it is fully
 * automated, and otherwise the task waits until no running VM is left, or its time is over (vSphere
 * API, EnterMaintenanceMode_Task).
 */
public final class HostSystemMaintenance implements ManagedType {
  private static final String TYPE = "HostSystem";
  private static final Duration TIME = Duration.ofMillis(400);

  private final World world;
  private final Tasks tasks;

  public HostSystemMaintenance(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    String privilege = "Host.Config.Maintenance";
    registry
        .on(TYPE, "EnterMaintenanceMode_Task", privilege, this::enter)
        .on(TYPE, "ExitMaintenanceMode_Task", privilege, this::exit);
  }

  private void become(Managed host, boolean on) {
    HostRuntimeInfo runtime = Values.copy(host.get("runtime", HostRuntimeInfo.class));
    runtime.inMaintenanceMode = on;
    world.set(host, "runtime", runtime);
  }

  private Object enter(Invocation in) {
    Managed host = in.self();
    int seconds = in.maybe("timeout", Integer.class).orElse(0);
    boolean off = in.flag("evacuatePoweredOffVms", false);
    return tasks.start(
        in,
        host,
        TIME,
        plan -> {
          plan.lock(host);
          if (host.get("runtime", HostRuntimeInfo.class).inMaintenanceMode) {
            throw Refuse.state("The host is in maintenance mode already.");
          }
          plan.until(() -> isEmpty(host), Duration.ofSeconds(Math.max(0, seconds)));
          return () -> {
            if (off) {
              evacuate(host, vm -> true);
            }
            become(host, true);
            return null;
          };
        });
  }

  private static boolean isRunning(Managed vm) {
    return VmState.power(vm) == VirtualMachinePowerState.poweredOn;
  }

  /** Whether no VM runs there any more, after DRS has moved what it could. */
  private boolean isEmpty(Managed host) {
    evacuate(host, HostSystemMaintenance::isRunning);
    return at(host).stream().noneMatch(HostSystemMaintenance::isRunning);
  }

  private List<Managed> at(Managed host) {
    return world.all("VirtualMachine").stream().filter(vm -> VmState.isAt(vm, host)).toList();
  }

  private void evacuate(Managed host, Predicate<Managed> which) {
    Managed cluster = world.need(host.parent());
    if (!cluster.is("ClusterComputeResource") || !Site.isDrs(cluster)) {
      return;
    }
    for (Managed vm : at(host)) {
      Managed to = which.test(vm) ? other(vm, host) : null;
      if (to != null) {
        VirtualMachineRuntimeInfo runtime =
            Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
        runtime.host = to.ref();
        world.set(vm, "runtime", runtime);
      }
    }
  }

  private Managed other(Managed vm, Managed not) {
    for (Managed each : ComputeResource.hosts(world, world.need(not.parent()))) {
      if (each != not && takes(each, vm)) {
        return each;
      }
    }
    return null;
  }

  private boolean takes(Managed host, Managed vm) {
    try {
      Site.usable(host);
      Site.fits(world, VmFiles.config(vm), host, 0);
      ClusterRules.allow(world, vm, host);
      for (Managed datastore : world.all("Datastore")) {
        if (Values.holds(world.read(vm, "datastore"), datastore.ref())) {
          Site.mounted(datastore, host);
        }
      }
      return true;
    } catch (VimFault e) {
      return false;
    }
  }

  private Object exit(Invocation in) {
    Managed host = in.self();
    return tasks.start(
        in,
        host,
        TIME,
        plan -> {
          plan.lock(host);
          if (!host.get("runtime", HostRuntimeInfo.class).inMaintenanceMode) {
            throw Refuse.state("The host is not in maintenance mode.");
          }
          return () -> {
            become(host, false);
            return null;
          };
        });
  }
}
