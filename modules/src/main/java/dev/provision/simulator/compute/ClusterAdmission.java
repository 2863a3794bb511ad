package dev.provision.simulator.compute;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasAdmissionControlPolicy;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterFailoverHostAdmissionControlPolicy;
import com.vmware.vim25.ClusterFailoverLevelAdmissionControlPolicy;
import com.vmware.vim25.ClusterFailoverResourcesAdmissionControlPolicy;
import com.vmware.vim25.ClusterFixedSizeSlotPolicy;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.InsufficientFailoverResourcesFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.PercentPolicy;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * HA's admission control: what a cluster keeps free for the VMs of failed hosts. As a real server's
 * it counts reservations, and not what VMs have; memory overhead is left out.
 */
public final class ClusterAdmission {
  /** The smallest slot of a VM without reservations (vSphere Availability, "Slot Size"). */
  private static final int LEAST_MHZ = 32;

  private static final int LEAST_MB = 100;

  private ClusterAdmission() {}

  /** A policy as it is stored: percentages are the server's own unless a spec says otherwise. */
  static ClusterDasAdmissionControlPolicy checked(
      World world, Managed cluster, ClusterDasAdmissionControlPolicy policy) throws VimFault {
    if (policy instanceof ClusterFailoverResourcesAdmissionControlPolicy part) {
      PercentPolicy stored = new PercentPolicy();
      Values.overlay(part, stored);
      if (world.version().isAtLeast("6.5")
          && !Boolean.FALSE.equals(stored.autoComputePercentages)) {
        stored.autoComputePercentages = true;
        stored.failoverLevel = stored.failoverLevel == null ? 1 : stored.failoverLevel;
        int computed = computed(stored, ComputeResource.hosts(world, cluster).size());
        stored.cpuFailoverResourcesPercent = computed;
        stored.memoryFailoverResourcesPercent = computed;
      }
      percent(stored.cpuFailoverResourcesPercent);
      percent(stored.memoryFailoverResourcesPercent);
      return stored;
    }
    if (policy instanceof ClusterFailoverLevelAdmissionControlPolicy level
        && level.failoverLevel < 1) {
      throw Refuse.argument("spec.dasConfig.admissionControlPolicy", "no host may fail");
    }
    if (policy instanceof ClusterFailoverHostAdmissionControlPolicy free) {
      for (ManagedObjectReference ref : hosts(free)) {
        if (!Values.isSame(world.need(ref).parent(), cluster.ref())) {
          throw Refuse.argument(
              "spec.dasConfig.admissionControlPolicy",
              "`" + ref.val + "` is no host of the cluster");
        }
      }
    }
    return policy;
  }

  /** The part that so many hosts are, of those that the cluster has by now. */
  private static int computed(PercentPolicy policy, int hosts) {
    return hosts == 0 ? 0 : Math.min(100, 100 * policy.failoverLevel / hosts);
  }

  private static ManagedObjectReference[] hosts(ClusterFailoverHostAdmissionControlPolicy free) {
    return free.failoverHosts == null ? new ManagedObjectReference[0] : free.failoverHosts;
  }

  private static void percent(int percent) throws VimFault {
    if (percent < 0 || percent > 100) {
      throw Refuse.argument(
          "spec.dasConfig.admissionControlPolicy", "a percentage is 0 to 100, and not " + percent);
    }
  }

  /**
   * Refuses to switch a VM on when its cluster could no longer restart all VMs of failed hosts
   * ({@code InsufficientFailoverResourcesFault}).
   */
  public static void allow(World world, Managed vm, Managed host) throws VimFault {
    Managed cluster = world.need(host.parent());
    ClusterConfigInfoEx config =
        cluster.is("ClusterComputeResource")
            ? cluster.get("configurationEx", ClusterConfigInfoEx.class)
            : null;
    ClusterDasConfigInfo das = config == null ? null : config.dasConfig;
    if (das == null
        || !Boolean.TRUE.equals(das.enabled)
        || !Boolean.TRUE.equals(das.admissionControlEnabled)) {
      return;
    }
    List<Managed> usable =
        ComputeResource.hosts(world, cluster).stream().filter(Site::isUsable).toList();
    List<VirtualMachineConfigInfo> running = running(world, vm, usable);
    boolean enough = true;
    if (das.admissionControlPolicy instanceof ClusterFailoverResourcesAdmissionControlPolicy part) {
      enough = fits(part, running, usable);
    } else if (das.admissionControlPolicy
        instanceof ClusterFailoverLevelAdmissionControlPolicy level) {
      enough = running.size() <= slots(level, running, usable);
    } else if (das.admissionControlPolicy
        instanceof ClusterFailoverHostAdmissionControlPolicy free) {
      enough = !Values.holds(hosts(free), host.ref());
    }
    if (!enough) {
      throw Refuse.with(
          new InsufficientFailoverResourcesFault(),
          "Insufficient resources to satisfy configured failover level for vSphere HA.");
    }
  }

  /** The configurations of the VMs that run on the hosts, and of one more. */
  private static List<VirtualMachineConfigInfo> running(
      World world, Managed vm, List<Managed> hosts) {
    List<VirtualMachineConfigInfo> all = new ArrayList<>(List.of(VmFiles.config(vm)));
    for (Managed other : world.all("VirtualMachine")) {
      if (other != vm
          && VmState.isOn(other)
          && hosts.stream().anyMatch(host -> VmState.isAt(other, host))) {
        all.add(VmFiles.config(other));
      }
    }
    return all;
  }

  private static boolean fits(
      ClusterFailoverResourcesAdmissionControlPolicy part,
      List<VirtualMachineConfigInfo> running,
      List<Managed> hosts) {
    int cpu = part.cpuFailoverResourcesPercent;
    int memory = part.memoryFailoverResourcesPercent;
    if (part instanceof PercentPolicy newer && Boolean.TRUE.equals(newer.autoComputePercentages)) {
      cpu = computed(newer, hosts.size());
      memory = cpu;
    }
    long mhz = running.stream().mapToLong(each -> reserved(each.cpuAllocation, LEAST_MHZ)).sum();
    long mb = running.stream().mapToLong(each -> reserved(each.memoryAllocation, 0)).sum();
    return mhz * 100 <= total(hosts, ClusterAdmission::mhz) * (100 - cpu)
        && mb * 100 <= total(hosts, ClusterAdmission::mb) * (100 - memory);
  }

  private static long total(List<Managed> hosts, java.util.function.ToLongFunction<Managed> of) {
    return hosts.stream().mapToLong(of).sum();
  }

  private static long mhz(Managed host) {
    HostHardwareSummary hardware = host.get(HostSystem.HARDWARE, HostHardwareSummary.class);
    return (long) hardware.cpuMhz * hardware.numCpuCores;
  }

  private static long mb(Managed host) {
    return host.get(HostSystem.HARDWARE, HostHardwareSummary.class).memorySize >> 20;
  }

  private static long reserved(ResourceAllocationInfo allocation, long least) {
    return allocation == null || allocation.reservation == null
        ? least
        : Math.max(least, allocation.reservation);
  }

  /** How many slots are left when the largest hosts fail. */
  private static long slots(
      ClusterFailoverLevelAdmissionControlPolicy level,
      List<VirtualMachineConfigInfo> running,
      List<Managed> hosts) {
    ClusterFixedSizeSlotPolicy fixed =
        level.slotPolicy instanceof ClusterFixedSizeSlotPolicy given ? given : null;
    long mhz =
        fixed != null
            ? fixed.cpu
            : running.stream()
                .mapToLong(each -> reserved(each.cpuAllocation, LEAST_MHZ))
                .max()
                .orElse(LEAST_MHZ);
    long mb =
        fixed != null
            ? fixed.memory
            : running.stream()
                .mapToLong(each -> reserved(each.memoryAllocation, LEAST_MB))
                .max()
                .orElse(LEAST_MB);
    return hosts.stream()
        .map(host -> Math.min(mhz(host) / mhz, mb(host) / mb))
        .sorted(Comparator.reverseOrder())
        .skip(level.failoverLevel)
        .mapToLong(Long::longValue)
        .sum();
  }
}
