package dev.provision.simulator.compute;

import com.vmware.vim25.ClusterComputeResourceSummary;
import com.vmware.vim25.ComputeResourceSummary;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.ManagedEntityStatus;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import java.util.List;

/**
 * {@code ComputeResource}: a host that stands alone, or a cluster: what its hosts have together.
 */
public final class ComputeResource implements ManagedType {
  private static final String TYPE = "ComputeResource";

  private final World world;

  public ComputeResource(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ManagedEntity: configManagerEnabled configurationEx datastore"
                + " environmentBrowser host lifecycleManaged network networkBootMode resourcePool"
                + " summary")
        .newer(TYPE, "networkBootMode", "9.0", "sim.networkBootMode")
        .newer(TYPE, "configManagerEnabled", "8.0", "sim.configManagerEnabled")
        .newer(TYPE, "lifecycleManaged", "6.9.1", "sim.lifecycleManaged")
        .copied((made, from) -> from.keep("resourcePool", "configurationEx"), TYPE)
        .derive(TYPE, this::derived);
  }

  public static List<Managed> hosts(World world, Managed compute) {
    return world.children(compute).stream().filter(child -> child.is("HostSystem")).toList();
  }

  private Object derived(Managed compute, String property) {
    List<Managed> hosts = hosts(world, compute);
    switch (property) {
      case "host":
        return Managed.refs(hosts);
      case "datastore":
        return Managed.refs(
            world.all("Datastore").stream()
                .filter(each -> hosts.stream().anyMatch(host -> Datastore.isMounted(each, host)))
                .toList());
      case "network":
        return Managed.refs(
            world.all("Network").stream()
                .filter(
                    each ->
                        hosts.stream()
                            .anyMatch(host -> Values.holds(host.get("network"), each.ref())))
                .toList());
      case "summary":
        return summary(compute, hosts);
      default:
        return null;
    }
  }

  private static ComputeResourceSummary summary(Managed compute, List<Managed> hosts) {
    ComputeResourceSummary summary =
        compute.is("ClusterComputeResource")
            ? new ClusterComputeResourceSummary()
            : new ComputeResourceSummary();
    if (summary instanceof ClusterComputeResourceSummary of) {
      of.currentEVCModeKey = compute.get(ClusterEvcManager.MODE, String.class);
    }
    for (Managed host : hosts) {
      HostHardwareSummary hardware = host.get(HostSystem.HARDWARE, HostHardwareSummary.class);
      boolean usable = !host.get("runtime", HostRuntimeInfo.class).inMaintenanceMode;
      summary.totalCpu += hardware.cpuMhz * hardware.numCpuCores;
      summary.totalMemory += hardware.memorySize;
      summary.numCpuCores += hardware.numCpuCores;
      summary.numCpuThreads += hardware.numCpuThreads;
      summary.effectiveCpu += usable ? hardware.cpuMhz * hardware.numCpuCores : 0;
      summary.effectiveMemory += usable ? hardware.memorySize >> 20 : 0;
      summary.numHosts++;
      summary.numEffectiveHosts += usable ? 1 : 0;
    }
    summary.overallStatus = ManagedEntityStatus.green;
    return summary;
  }
}
