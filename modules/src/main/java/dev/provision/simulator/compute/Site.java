package dev.provision.simulator.compute;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.InsufficientHostMemoryCapacityFault;
import com.vmware.vim25.InvalidDatastore;
import com.vmware.vim25.MemorySizeNotSupported;
import com.vmware.vim25.NumVirtualCpusNotSupported;
import com.vmware.vim25.VirtualHardwareVersionNotSupported;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a VM goes: which host, when none is said, and whether it fits there. */
public record Site(Managed host, Managed pool, Managed datastore) {

  /**
   * Chooses as {@code VirtualMachineRelocateSpec.host} says: the host that is given, the one of a
   * pool that is a single host's, DRS's choice, and where there is no DRS a refusal.
   *
   * @param pool empty for the one of the host
   */
  public static Managed host(
      World world, Optional<Managed> host, Optional<Managed> pool, Managed store) throws VimFault {
    if (host.isPresent()) {
      Managed compute = world.need(host.get().parent());
      if (pool.isPresent() && owner(world, pool.get()) != compute) {
        throw Refuse.argument("spec.host", "the host is not in the resource pool's cluster");
      }
      usable(host.get());
      mounted(store, host.get());
      return host.get();
    }
    if (pool.isEmpty()) {
      throw Refuse.argument("spec.pool", "neither host nor resource pool was given");
    }
    Managed compute = owner(world, pool.get());
    if (compute.is("ClusterComputeResource") && !isDrs(compute)) {
      throw Refuse.argument(
          "spec.host", "a host has to be given where the cluster has no automatic DRS");
    }
    List<Managed> fit =
        ComputeResource.hosts(world, compute).stream()
            .filter(each -> isUsable(each) && (store == null || Datastore.isMounted(store, each)))
            .sorted(Comparator.comparingLong(each -> -freeMb(world, each)))
            .toList();
    if (fit.isEmpty()) {
      throw Refuse.argument("spec.host", "no host of the cluster can take the VM");
    }
    return fit.get(0);
  }

  public static Managed owner(World world, Managed pool) {
    return world
        .above(pool, "ComputeResource")
        .orElseThrow(() -> new IllegalStateException("a pool without a cluster"));
  }

  public static Managed rootPool(World world, Managed host) {
    return world.children(world.need(host.parent())).stream()
        .filter(each -> each.is("ResourcePool"))
        .findFirst()
        .orElseThrow();
  }

  public static boolean isDrs(Managed cluster) {
    return hasDrs(cluster) && !asks(cluster);
  }

  /** Whether DRS is on, in whatever mode. */
  static boolean hasDrs(Managed cluster) {
    ClusterConfigInfoEx config = cluster.get("configurationEx", ClusterConfigInfoEx.class);
    return config != null
        && config.drsConfig != null
        && Boolean.TRUE.equals(config.drsConfig.enabled);
  }

  /** Whether it only recommends where a VM is switched on. */
  public static boolean asks(Managed cluster) {
    return hasDrs(cluster)
        && cluster.get("configurationEx", ClusterConfigInfoEx.class).drsConfig.defaultVmBehavior
            == DrsBehavior.manual;
  }

  public static boolean isUsable(Managed host) {
    HostRuntimeInfo runtime = host.get("runtime", HostRuntimeInfo.class);
    return runtime.connectionState == HostSystemConnectionState.connected
        && !runtime.inMaintenanceMode;
  }

  public static void usable(Managed host) throws VimFault {
    if (!isUsable(host)) {
      boolean maintenance = host.get("runtime", HostRuntimeInfo.class).inMaintenanceMode;
      throw Refuse.state(
          "The operation is not allowed in the current state of the host '"
              + host.name()
              + "': it is "
              + (maintenance ? "in maintenance mode" : "not connected"));
    }
  }

  public static void mounted(Managed datastore, Managed host) throws VimFault {
    if (datastore != null && !Datastore.isMounted(datastore, host)) {
      InvalidDatastore fault = new InvalidDatastore();
      fault.datastore = datastore.ref();
      fault.name = datastore.name();
      throw Refuse.with(
          fault,
          "The datastore '"
              + datastore.name()
              + "' is not accessible from host '"
              + host.name()
              + "'.");
    }
  }

  static long freeMb(World world, Managed host) {
    long memory = host.get(HostSystem.HARDWARE, HostHardwareSummary.class).memorySize >> 20;
    return Math.round(memory * world.settings().memoryRatio())
        - HostSystem.usedMemoryMb(world, host);
  }

  /**
   * Whether a VM can run on a host: what the hardware supports, and what is free.
   *
   * @param besides memory of the same VM that is counted already, in MiB
   */
  public static void fits(World world, VirtualMachineConfigInfo config, Managed host, long besides)
      throws VimFault {
    runs(config, host);
    HostHardwareSummary hardware = host.get(HostSystem.HARDWARE, HostHardwareSummary.class);
    if (config.hardware.numCPU > hardware.numCpuThreads) {
      NumVirtualCpusNotSupported fault = new NumVirtualCpusNotSupported();
      fault.maxSupportedVcpusDest = hardware.numCpuThreads;
      fault.numCpuVm = config.hardware.numCPU;
      throw Refuse.with(
          fault,
          "The virtual machine has "
              + config.hardware.numCPU
              + " virtual CPUs, but the host '"
              + host.name()
              + "' supports "
              + hardware.numCpuThreads
              + ".");
    }
    if (config.hardware.memoryMB > hardware.memorySize >> 20) {
      MemorySizeNotSupported fault = new MemorySizeNotSupported();
      fault.memorySizeMB = config.hardware.memoryMB;
      fault.minMemorySizeMB = 4;
      fault.maxMemorySizeMB = (int) (hardware.memorySize >> 20);
      throw Refuse.with(
          fault,
          "The virtual machine has "
              + config.hardware.memoryMB
              + " MB of memory, but the host '"
              + host.name()
              + "' supports "
              + (hardware.memorySize >> 20)
              + " MB.");
    }
    long free = freeMb(world, host) + besides;
    if (config.hardware.memoryMB > free) {
      InsufficientHostMemoryCapacityFault fault = new InsufficientHostMemoryCapacityFault();
      fault.host = host.ref();
      fault.unreserved = Math.max(0, free) << 20;
      fault.requested = (long) config.hardware.memoryMB << 20;
      throw Refuse.with(
          fault,
          "The host '"
              + host.name()
              + "' does not have enough memory: "
              + config.hardware.memoryMB
              + " MB are needed, "
              + Math.max(0, free)
              + " MB are free.");
    }
  }

  private static void runs(VirtualMachineConfigInfo config, Managed host) throws VimFault {
    String version = config.version == null ? "" : config.version;
    if (version.matches("vmx-[0-9]{1,3}")
        && Integer.parseInt(version.substring("vmx-".length())) > HostSystem.newest(host)) {
      VirtualHardwareVersionNotSupported fault = new VirtualHardwareVersionNotSupported();
      fault.host = host.ref();
      fault.hostName = host.name();
      throw Refuse.with(
          fault,
          "The host '" + host.name() + "' does not support hardware version " + version + ".");
    }
  }
}
