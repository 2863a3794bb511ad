package dev.provision.simulator;

import com.vmware.vim25.ClusterComputeResourceSummary;
import com.vmware.vim25.ComputeResourceSummary;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.HostListSummaryQuickStats;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.ManagedEntityStatus;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NetworkSummary;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Properties that say again what other objects say: summaries, and the far ends of references. They
 * are made when they are read, so they cannot be out of date.
 */
final class Derived {
  /** Of a datastore, in bytes; not a property of the API, which has it in the summary. */
  /** The newest virtual hardware that a host runs, {@code vmx-19}. */
  static final String NEWEST = "sim.newest";

  /** Whether a host is in quarantine: yavijava's {@code HostRuntimeInfo} has no field for it. */
  static final String QUARANTINE = "sim.quarantine";

  static final String CAPACITY = "sim.capacity";

  static final String HARDWARE = "sim.hardware";

  /** Of a host, in MiB, what is used besides what its VMs are configured with; may be negative. */
  static final String OTHER_MEMORY = "sim.otherMemory";

  private Derived() {}

  /** A property; null when it is not set. */
  static Object read(World world, Managed object, String property) {
    if (Troubles.hides(object, property)) {
      return null;
    }
    Object stored = object.get(property);
    if (stored != null) {
      return stored;
    }
    switch (object.type()) {
      case "VirtualMachine":
        return VmDerived.read(world, object, property);
      case "HostSystem":
        return host(world, object, property);
      case "Datastore":
        return datastore(world, object, property);
      case "Folder":
        return property.equals("childEntity") ? refs(world.children(object)) : other(property);
      case "Datacenter":
        return datacenter(world, object, property);
      case "ComputeResource":
      case "ClusterComputeResource":
        return compute(world, object, property);
      case "ResourcePool":
        return pool(world, object, property);
      case "Network":
      case "OpaqueNetwork":
      case "DistributedVirtualPortgroup":
        return network(world, object, property);
      case "VmwareDistributedVirtualSwitch":
        return property.equals("portgroup")
            ? refs(
                only(
                    world.all("DistributedVirtualPortgroup"),
                    group -> Values.isSame(NetworkModel.switchOf(group), object.ref())))
            : other(property);
      case "ContainerView":
        return property.equals("view") ? ViewMethods.contents(world, object) : null;
      default:
        return null;
    }
  }

  private static Object other(String property) {
    return property.equals("overallStatus") ? ManagedEntityStatus.green : null;
  }

  static ManagedObjectReference[] refs(List<Managed> objects) {
    return objects.stream().map(Managed::ref).toArray(ManagedObjectReference[]::new);
  }

  private static List<Managed> only(List<Managed> objects, Predicate<Managed> wanted) {
    return objects.stream().filter(wanted).toList();
  }

  private static boolean holds(Object references, Managed one) {
    for (ManagedObjectReference each : (ManagedObjectReference[]) references) {
      if (Values.isSame(each, one.ref())) {
        return true;
      }
    }
    return false;
  }

  static boolean isOn(Managed vm, Managed host) {
    return Values.isSame(vm.get("runtime", VirtualMachineRuntimeInfo.class).host, host.ref());
  }

  /** The memory of the VMs that run on a host, in MiB. */
  static long usedMemoryMb(World world, Managed host) {
    Long other = host.get(OTHER_MEMORY, Long.class);
    long used = other == null ? 0 : other;
    for (Managed vm : world.all("VirtualMachine")) {
      VirtualMachineRuntimeInfo runtime = vm.get("runtime", VirtualMachineRuntimeInfo.class);
      if (Values.isSame(runtime.host, host.ref())
          && runtime.powerState == VirtualMachinePowerState.poweredOn) {
        used += VmFiles.config(vm).hardware.memoryMB;
      }
    }
    return other == null ? used : Math.max(0, used);
  }

  private static Object host(World world, Managed host, String property) {
    switch (property) {
      case "datastore":
        return refs(only(world.all("Datastore"), each -> isMounted(each, host)));
      case "vm":
        return refs(only(world.all("VirtualMachine"), vm -> isOn(vm, host)));
      case "summary":
        HostListSummary summary = new HostListSummary();
        summary.host = host.ref();
        summary.hardware = host.get(HARDWARE, HostHardwareSummary.class);
        summary.runtime = host.get("runtime", HostRuntimeInfo.class);
        summary.overallStatus = ManagedEntityStatus.green;
        HostListSummaryQuickStats stats = new HostListSummaryQuickStats();
        stats.overallMemoryUsage = (int) usedMemoryMb(world, host);
        stats.overallCpuUsage = 0;
        stats.uptime = 86_400;
        summary.quickStats = stats;
        return summary;
      default:
        return other(property);
    }
  }

  static boolean isMounted(Managed datastore, Managed host) {
    for (DatastoreHostMount mount : datastore.get("host", DatastoreHostMount[].class)) {
      if (Values.isSame(mount.key, host.ref())
          && !Boolean.FALSE.equals(mount.mountInfo.accessible)) {
        return true;
      }
    }
    return false;
  }

  private static Object datastore(World world, Managed datastore, String property) {
    switch (property) {
      case "summary":
        DatastoreSummary summary = new DatastoreSummary();
        summary.datastore = datastore.ref();
        summary.name = datastore.name();
        summary.url = "ds://" + TopFolders.mount(datastore);
        summary.capacity = DatastoreContents.capacity(datastore);
        summary.freeSpace = world.files().free(datastore);
        summary.accessible = true;
        summary.multipleHostAccess = datastore.get("host", DatastoreHostMount[].class).length > 1;
        summary.type = datastore.get("sim.type", String.class);
        summary.maintenanceMode = "normal";
        return summary;
      case "capability":
        return TopFolders.capability(datastore);
      case "vm":
        return refs(
            only(
                world.all("VirtualMachine"),
                vm -> holds(Derived.read(world, vm, "datastore"), datastore)));
      default:
        return other(property);
    }
  }

  private static Object datacenter(World world, Managed datacenter, String property) {
    switch (property) {
      case "datastore":
        return refs(below(world, datacenter, "Datastore"));
      case "network":
        return refs(below(world, datacenter, "Network"));
      default:
        return other(property);
    }
  }

  static List<Managed> below(World world, Managed top, String type) {
    List<Managed> found = new ArrayList<>();
    for (Managed child : world.children(top)) {
      if (child.is(type)) {
        found.add(child);
      }
      found.addAll(below(world, child, type));
    }
    return found;
  }

  static List<Managed> hosts(World world, Managed compute) {
    return only(world.children(compute), child -> child.is("HostSystem"));
  }

  private static Object compute(World world, Managed compute, String property) {
    List<Managed> hosts = hosts(world, compute);
    switch (property) {
      case "host":
        return refs(hosts);
      case "datastore":
        return refs(
            only(
                world.all("Datastore"),
                each -> hosts.stream().anyMatch(host -> isMounted(each, host))));
      case "network":
        return refs(
            only(
                world.all("Network"),
                each -> hosts.stream().anyMatch(host -> holds(host.get("network"), each))));
      case "summary":
        ComputeResourceSummary summary =
            compute.is("ClusterComputeResource")
                ? new ClusterComputeResourceSummary()
                : new ComputeResourceSummary();
        for (Managed host : hosts) {
          HostHardwareSummary hardware = host.get(HARDWARE, HostHardwareSummary.class);
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
      default:
        return other(property);
    }
  }

  private static Object pool(World world, Managed pool, String property) {
    switch (property) {
      case "resourcePool":
        return refs(world.children(pool));
      case "owner":
        return world.above(pool, "ComputeResource").map(Managed::ref).orElse(null);
      case "vm":
        return refs(
            only(
                world.all("VirtualMachine"),
                vm ->
                    Values.isSame(
                        vm.get("resourcePool", ManagedObjectReference.class), pool.ref())));
      default:
        return other(property);
    }
  }

  private static Object network(World world, Managed network, String property) {
    switch (property) {
      case "host":
        return refs(only(world.all("HostSystem"), host -> holds(host.get("network"), network)));
      case "vm":
        return refs(
            only(
                world.all("VirtualMachine"),
                vm -> holds(Derived.read(world, vm, "network"), network)));
      case "summary":
        NetworkSummary summary = new NetworkSummary();
        summary.network = network.ref();
        summary.name = network.name();
        summary.accessible = true;
        return summary;
      default:
        return other(property);
    }
  }
}
