package dev.provision.simulator.compute;

import com.vmware.vim25.ComputeResourceSummary;
import com.vmware.vim25.ManagedEntityStatus;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.ResourcePoolResourceUsage;
import com.vmware.vim25.ResourcePoolRuntimeInfo;
import com.vmware.vim25.ResourcePoolSummary;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import java.util.List;
import java.util.function.Function;

/**
 * How much of a pool's resources is taken by the VMs that run in it. Pools below it are not
 * counted, and no pool is limited to less than its cluster has: a simulated host admits by its own
 * memory.
 */
record PoolUsage(World world, Managed pool, List<Managed> vms) {
  ResourcePoolSummary summary() {
    ResourcePoolSummary summary = new ResourcePoolSummary();
    summary.name = pool.name();
    summary.config = pool.get("config", ResourceConfigSpec.class);
    summary.runtime = runtime();
    return summary;
  }

  ResourcePoolRuntimeInfo runtime() {
    ComputeResourceSummary whole =
        world
            .above(pool, "ComputeResource")
            .map(compute -> (ComputeResourceSummary) world.read(compute, "summary"))
            .orElseGet(ComputeResourceSummary::new);
    ResourcePoolRuntimeInfo runtime = new ResourcePoolRuntimeInfo();
    runtime.cpu = usage(whole.effectiveCpu, 1, config -> config.cpuAllocation);
    // effectiveMemory is in MB, what pools have in bytes (vSphere API)
    runtime.memory = usage(whole.effectiveMemory << 20, 1 << 20, config -> config.memoryAllocation);
    runtime.overallStatus = ManagedEntityStatus.green;
    return runtime;
  }

  private ResourcePoolResourceUsage usage(
      long most, long unit, Function<VirtualMachineConfigInfo, ResourceAllocationInfo> of) {
    long reserved = 0;
    for (Managed vm : vms) {
      ResourceAllocationInfo allocation = of.apply(VmFiles.config(vm));
      if (VmState.isOn(vm) && allocation != null && allocation.reservation != null) {
        reserved += allocation.reservation * unit;
      }
    }
    ResourcePoolResourceUsage usage = new ResourcePoolResourceUsage();
    usage.reservationUsed = reserved;
    usage.reservationUsedForVm = reserved;
    usage.unreservedForPool = Math.max(0, most - reserved);
    usage.unreservedForVm = usage.unreservedForPool;
    usage.maxUsage = most;
    return usage;
  }
}
