package dev.provision.simulator.compute;

import com.vmware.vim25.ComputeResourceSummary;
import com.vmware.vim25.InsufficientResourcesFault;
import com.vmware.vim25.ManagedEntityStatus;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.ResourcePoolResourceUsage;
import com.vmware.vim25.ResourcePoolRuntimeInfo;
import com.vmware.vim25.ResourcePoolSummary;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How much of a pool's resources is taken by the running VMs and the pools in it, and what that
 * forbids. Of running VMs no pool is limited to less than its cluster has: a simulated host admits
 * by its own memory.
 */
record PoolUsage(World world, Managed pool) {
  private static final String TYPE = ResourcePool.TYPE;
  private static final Sort CPU =
      new Sort(
          config -> config.cpuAllocation, config -> config.cpuAllocation, all -> all.effectiveCpu);
  private static final Sort MEMORY =
      new Sort(
          config -> config.memoryAllocation,
          config -> config.memoryAllocation,
          all -> all.effectiveMemory);

  ResourcePoolSummary summary() {
    ResourcePoolSummary summary = new ResourcePoolSummary();
    summary.name = pool.name();
    summary.config = pool.get("config", ResourceConfigSpec.class);
    summary.runtime = runtime();
    return summary;
  }

  ResourcePoolRuntimeInfo runtime() {
    ComputeResourceSummary whole = whole();
    ResourcePoolRuntimeInfo runtime = new ResourcePoolRuntimeInfo();
    runtime.cpu = usage(whole.effectiveCpu, 1, CPU);
    // effectiveMemory is in MB, what pools have in bytes (vSphere API)
    runtime.memory = usage(whole.effectiveMemory << 20, 1 << 20, MEMORY);
    runtime.overallStatus = ManagedEntityStatus.green;
    return runtime;
  }

  private ComputeResourceSummary whole() {
    return world
        .above(pool, "ComputeResource")
        .map(compute -> (ComputeResourceSummary) world.read(compute, "summary"))
        .orElseGet(ComputeResourceSummary::new);
  }

  private ResourcePoolResourceUsage usage(long most, long unit, Sort sort) {
    ResourcePoolResourceUsage usage = new ResourcePoolResourceUsage();
    usage.reservationUsed = reserved(pool, sort) * unit;
    usage.reservationUsedForVm = byMachines(pool, sort) * unit;
    usage.unreservedForPool = Math.max(0, most - usage.reservationUsed);
    usage.unreservedForVm = usage.unreservedForPool;
    usage.maxUsage = most;
    return usage;
  }

  /** By the VMs in a pool and by its pools, of which each has at least its own reservation. */
  private long reserved(Managed of, Sort sort) {
    long reserved = byOwnMachines(of, sort);
    for (Managed child : pools(of)) {
      reserved += Math.max(amount(sort.of(child).reservation), reserved(child, sort));
    }
    return reserved;
  }

  /** By the VMs in a pool and in those below it. */
  private long byMachines(Managed of, Sort sort) {
    long reserved = byOwnMachines(of, sort);
    for (Managed child : pools(of)) {
      reserved += byMachines(child, sort);
    }
    return reserved;
  }

  private long byOwnMachines(Managed of, Sort sort) {
    long reserved = 0;
    for (Managed vm : vms(world, of)) {
      ResourceAllocationInfo allocation = sort.machine().apply(VmFiles.config(vm));
      reserved += VmState.isOn(vm) && allocation != null ? amount(allocation.reservation) : 0;
    }
    return reserved;
  }

  /** A vApp contains VMs too. */
  private List<Managed> pools(Managed of) {
    return world.children(of).stream().filter(each -> each.is(ResourcePool.TYPE)).toList();
  }

  private static long amount(Long value) {
    return value == null ? 0 : value;
  }

  static List<Managed> vms(World world, Managed pool) {
    return world.all("VirtualMachine").stream()
        .filter(
            vm -> Values.isSame(vm.get("resourcePool", ManagedObjectReference.class), pool.ref()))
        .toList();
  }

  /**
   * A pool cannot get less than what is reserved in it, when it may not borrow, and no limit below
   * that. Nobody has seen with which words a real server refuses this.
   *
   * @param wanted its configuration to be
   */
  void demandRoom(ResourceConfigSpec wanted) throws VimFault {
    for (Sort sort : List.of(CPU, MEMORY)) {
      ResourceAllocationInfo info = sort.pool().apply(wanted);
      long inside = reserved(pool, sort);
      boolean fixed = Boolean.FALSE.equals(info.expandableReservation);
      boolean limited = info.limit != null && info.limit >= 0;
      if (fixed && amount(info.reservation) < inside || limited && info.limit < inside) {
        throw Refuse.with(
            new InsufficientResourcesFault(), "`" + pool.name() + "` has reserved " + inside + ".");
      }
    }
  }

  /**
   * A pool that may not borrow has what it reserves for all pools in it, and the root pool what its
   * hosts have. Nobody has seen whether a real server takes from that what HA keeps free.
   *
   * @param wanted the configuration to be of one in this pool
   * @param but that one, when it exists
   */
  void demandRoomFor(ResourceConfigSpec wanted, Managed but) throws VimFault {
    for (Sort sort : List.of(CPU, MEMORY)) {
      Managed at = pool;
      long less = but == null ? 0 : claim(but, amount(sort.of(but).reservation), sort);
      long more = claim(but, amount(sort.pool().apply(wanted).reservation), sort);
      while (more > less && at.is(TYPE)) {
        Managed above = world.need(at.parent());
        long had = reserved(at, sort);
        long has = had - less + more;
        boolean root = !above.is(TYPE);
        ResourceAllocationInfo info = sort.of(at);
        if (root
            ? has > sort.most().applyAsLong(whole())
            : Boolean.FALSE.equals(info.expandableReservation) && has > amount(info.reservation)) {
          throw Refuse.with(
              new InsufficientResourcesFault(), "`" + at.name() + "` has less to reserve.");
        }
        less = Math.max(had, amount(info.reservation));
        more = Math.max(has, amount(info.reservation));
        at = above;
      }
    }
  }

  private long claim(Managed of, long reservation, Sort sort) {
    return of == null ? reservation : Math.max(reservation, reserved(of, sort));
  }

  /** One of the two resources. */
  private record Sort(
      Function<ResourceConfigSpec, ResourceAllocationInfo> pool,
      Function<VirtualMachineConfigInfo, ResourceAllocationInfo> machine,
      ToLongFunction<ComputeResourceSummary> most) {
    ResourceAllocationInfo of(Managed one) {
      return pool.apply(one.get("config", ResourceConfigSpec.class));
    }
  }
}
