package dev.provision.simulator;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.vsphere.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code HostSystem}: maintenance mode, and the managers that a host has. */
final class HostMethods {
  private static final Duration TIME = Duration.ofMillis(400);

  private final World world;
  private final Tasks tasks;

  HostMethods(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  void methods(Methods methods) {
    new HostConnections(world, tasks).methods(methods);
    String privilege = "Host.Config.Maintenance";
    methods
        .on("HostSystem", "EnterMaintenanceMode_Task", privilege, this::enter)
        .on("HostSystem", "ExitMaintenanceMode_Task", privilege, this::exit);
  }

  static void managers(World world, Managed host) {
    HostConfigManager managers = new HostConfigManager();
    managers.networkSystem = world.add("HostNetworkSystem", "networkSystem-").ref();
    managers.datastoreSystem = world.add("HostDatastoreSystem", "datastoreSystem-").ref();
    managers.storageSystem = world.add("HostStorageSystem", "storageSystem-").ref();
    world.set(host, "configManager", managers);
  }

  private void maintenance(Managed host, boolean on) {
    HostRuntimeInfo runtime = Values.copy(host.get("runtime", HostRuntimeInfo.class));
    runtime.inMaintenanceMode = on;
    world.set(host, "runtime", runtime);
  }

  private Object enter(Invocation in) {
    Managed host = in.self();
    return tasks.start(
        in,
        host,
        TIME,
        plan -> {
          plan.lock(host);
          if (host.get("runtime", HostRuntimeInfo.class).inMaintenanceMode) {
            throw Refuse.state("The host is in maintenance mode already.");
          }
          return () -> {
            evacuate(host);
            maintenance(host, true);
            return null;
          };
        });
  }

  /** DRS moves what runs away; without it, and without room elsewhere, the host cannot enter. */
  private void evacuate(Managed host) throws VimFault {
    Managed cluster = world.need(host.parent());
    List<Managed> vms = new ArrayList<>();
    for (Managed vm : world.all("VirtualMachine")) {
      if (Derived.isOn(vm, host) && VmModel.power(vm) == VirtualMachinePowerState.poweredOn) {
        vms.add(vm);
      }
    }
    for (Managed vm : vms) {
      Managed to =
          cluster.is("ClusterComputeResource") && Site.isDrs(cluster) ? other(vm, host) : null;
      if (to == null) {
        throw Refuse.state(
            "`" + vm.name() + "` runs on the host and cannot be moved to another one.");
      }
      VirtualMachineRuntimeInfo runtime =
          Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
      runtime.host = to.ref();
      world.set(vm, "runtime", runtime);
    }
  }

  private Managed other(Managed vm, Managed not) {
    for (Managed each : Derived.hosts(world, world.need(not.parent()))) {
      try {
        if (each != not) {
          Site.usable(each);
          Site.fits(world, VmFiles.config(vm), each, 0);
          return each;
        }
      } catch (VimFault e) {
        continue;
      }
    }
    return null;
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
            maintenance(host, false);
            return null;
          };
        });
  }
}
