package dev.provision.simulator.vm;

import com.vmware.vim25.ClusterAttemptedVmInfo;
import com.vmware.vim25.ClusterPowerOnVmResult;
import com.vmware.vim25.ClusterRecommendation;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.compute.ClusterRecommendations;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Datacenter.PowerOnMultiVM_Task}: powers on many VMs at once; a manual DRS only recommends
 * hosts.
 */
public final class DatacenterPowerOn implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(120);

  private final World world;
  private final Tasks tasks;
  private final VirtualMachinePower power;
  private final ClusterRecommendations recommendations;

  public DatacenterPowerOn(World world, Tasks tasks, VirtualMachinePower power) {
    this.world = world;
    this.tasks = tasks;
    this.power = power;
    this.recommendations = new ClusterRecommendations(world, power::powerOn);
  }

  @Override
  public void register(Registry registry) {
    registry.on("Datacenter", "PowerOnMultiVM_Task", "", this::powerOnMany);
    recommendations.register(registry);
  }

  private Object powerOnMany(Invocation in) throws VimFault {
    List<Managed> vms = new ArrayList<>();
    for (ManagedObjectReference ref : in.need("vm", ManagedObjectReference[].class)) {
      vms.add(in.find(ref));
    }
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan ->
            () -> {
              ClusterPowerOnVmResult result = new ClusterPowerOnVmResult();
              for (Managed vm : vms) {
                Managed host = world.need(vm.get("runtime", VirtualMachineRuntimeInfo.class).host);
                Managed cluster = world.need(host.parent());
                if (cluster.is("ClusterComputeResource") && Site.asks(cluster)) {
                  result.recommendations =
                      Values.plus(
                          result.recommendations,
                          recommendations.powerOn(cluster, vm, power.hostFor(vm, Optional.empty())),
                          ClusterRecommendation.class);
                  continue;
                }
                ClusterAttemptedVmInfo attempt = new ClusterAttemptedVmInfo();
                attempt.vm = vm.ref();
                Invocation one =
                    new Invocation(
                        world,
                        new Call("PowerOnVM_Task", List.of(), "ManagedObjectReference"),
                        vm,
                        in.session());
                attempt.task = (ManagedObjectReference) power.powerOn(one);
                result.attempted =
                    Values.plus(result.attempted, attempt, ClusterAttemptedVmInfo.class);
              }
              return result;
            });
  }
}
