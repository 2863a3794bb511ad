package dev.provision.simulator.compute;

import com.vmware.vim25.ClusterEVCManagerCheckResult;
import com.vmware.vim25.ClusterEVCManagerEVCState;
import com.vmware.vim25.EVCAdmissionFailedCPUFeaturesForMode;
import com.vmware.vim25.EVCAdmissionFailedVmActive;
import com.vmware.vim25.EVCConfigFault;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.EvcModes;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code ClusterEVCManager}: the EVC mode of a cluster. All its hosts have to support it, and none
 * of its running VMs may use more.
 */
public final class ClusterEvcManager implements ManagedType {
  private static final String TYPE = "ClusterEVCManager";
  private static final Duration TIME = Duration.ofMillis(200);

  /** The mode of a cluster; not a property of the API. */
  static final String MODE = "sim.evc";

  private final World world;
  private final Tasks tasks;
  private final Authorization authorization;

  public ClusterEvcManager(World world, Tasks tasks, Authorization authorization) {
    this.world = world;
    this.tasks = tasks;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": evcState managedCluster")
        .derive(TYPE, this::derived)
        .on("ClusterComputeResource", "EvcManager", "System.Read", this::manager)
        .on(TYPE, "ConfigureEvcMode_Task", "", in -> change(in, in.text("evcModeKey")))
        .on(TYPE, "DisableEvcMode_Task", "", in -> change(in, ""))
        .on(TYPE, "CheckConfigureEvcMode_Task", "", this::check);
  }

  private Object manager(Invocation in) {
    String id = "evc-" + in.self().id();
    Managed made = world.get(id).orElseGet(() -> world.addAs(TYPE, id));
    world.set(made, "managedCluster", in.self().ref());
    return made.ref();
  }

  private Managed cluster(Managed manager) {
    return world.need(manager.get("managedCluster", ManagedObjectReference.class));
  }

  private Object derived(Managed manager, String property) {
    if (!property.equals("evcState")) {
      return null;
    }
    ClusterEVCManagerEVCState state = new ClusterEVCManagerEVCState();
    state.supportedEVCMode = EvcModes.all();
    state.currentEVCModeKey = cluster(manager).get(MODE, String.class);
    return state;
  }

  private Object change(Invocation in, String mode) throws VimFault {
    Managed cluster = cluster(in.self());
    authorization.demand(in, cluster, "Host.Inventory.EditCluster");
    return tasks.start(
        in,
        cluster,
        TIME,
        plan -> {
          plan.lock(cluster);
          Optional<VimFault> why = mode.isEmpty() ? Optional.empty() : refusal(cluster, mode);
          if (why.isPresent()) {
            throw why.get();
          }
          return () -> {
            world.set(cluster, MODE, mode.isEmpty() ? null : mode);
            return null;
          };
        });
  }

  private Optional<VimFault> refusal(Managed cluster, String mode) {
    int tier = EvcModes.tier(mode);
    if (tier < 0) {
      return Optional.of(Refuse.argument("evcModeKey", "there is no EVC mode `" + mode + "`"));
    }
    if (ComputeResource.hosts(world, cluster).stream().anyMatch(host -> tier > most(host))) {
      return Optional.of(fault("The hosts of the cluster do not support `" + mode + "`."));
    }
    String now = cluster.get(MODE, String.class);
    boolean lower = tier < (now == null ? EvcModes.hosts() : EvcModes.tier(now));
    for (Managed vm : world.all("VirtualMachine")) {
      if (lower
          && VmState.isOn(vm)
          && world.need(VmState.host(vm)).parent().val.equals(cluster.id())) {
        return Optional.of(fault("'" + vm.name() + "' runs with more than `" + mode + "` offers."));
      }
    }
    return Optional.empty();
  }

  private static int most(Managed host) {
    return most(Optional.ofNullable(host.get(HostSystem.EVC, String.class)));
  }

  private static int most(Optional<String> mode) {
    return mode.map(EvcModes::tier).orElse(EvcModes.hosts());
  }

  /**
   * A cluster with a mode takes no host that offers less.
   *
   * @param most the newest mode that the host offers
   */
  public static void admit(Managed cluster, Optional<String> most) throws VimFault {
    String mode = cluster.get(MODE, String.class);
    if (mode != null && EvcModes.tier(mode) > most(most)) {
      EVCAdmissionFailedCPUFeaturesForMode fault = new EVCAdmissionFailedCPUFeaturesForMode();
      fault.currentEVCModeKey = mode;
      throw Refuse.with(
          fault, "The host's CPU hardware does not support the cluster's EVC mode `" + mode + "`.");
    }
  }

  private static VimFault fault(String text) {
    return Refuse.with(new EVCConfigFault(), text);
  }

  private Object check(Invocation in) throws VimFault {
    Managed cluster = cluster(in.self());
    authorization.demand(in, cluster, "System.View");
    String mode = in.text("evcModeKey");
    return tasks.start(
        in,
        cluster,
        TIME,
        plan -> {
          Optional<VimFault> why = refusal(cluster, mode);
          return () ->
              why.isEmpty()
                  ? null
                  : new ClusterEVCManagerCheckResult[] {result(cluster, mode, why.get())};
        });
  }

  /** With the hosts that are in the way: those with running machines, or all. */
  private ClusterEVCManagerCheckResult result(Managed cluster, String mode, VimFault why) {
    List<ManagedObjectReference> all =
        ComputeResource.hosts(world, cluster).stream().map(Managed::ref).toList();
    List<ManagedObjectReference> running =
        world.all("VirtualMachine").stream()
            .filter(VmState::isOn)
            .map(VmState::host)
            .distinct()
            .filter(host -> Values.holds(all.toArray(ManagedObjectReference[]::new), host))
            .toList();
    boolean vms =
        ComputeResource.hosts(world, cluster).stream()
            .allMatch(host -> EvcModes.tier(mode) <= most(host));
    ClusterEVCManagerCheckResult result = new ClusterEVCManagerCheckResult();
    result.evcModeKey = mode;
    result.host = (vms ? running : all).toArray(ManagedObjectReference[]::new);
    result.error =
        vms
            ? Refuse.localized(
                Refuse.with(
                    new EVCAdmissionFailedVmActive(),
                    "The host has machines that run with more than the mode offers."))
            : Refuse.localized(why);
    return result;
  }
}
