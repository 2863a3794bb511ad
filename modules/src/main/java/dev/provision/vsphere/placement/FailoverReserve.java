package dev.provision.vsphere.placement;

import com.vmware.vim25.ClusterDasAdmissionControlPolicy;
import com.vmware.vim25.ClusterFailoverLevelAdmissionControlPolicy;
import com.vmware.vim25.ClusterFailoverResourcesAdmissionControlPolicy;
import com.vmware.vim25.ClusterFixedSizeSlotPolicy;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.newer.PercentPolicy;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.Residents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What HA keeps free in a cluster for the VMs of hosts that fail: it refuses to switch a VM on that
 * would need some of that ({@code InsufficientFailoverResourcesFault}). HA counts what VMs reserve,
 * not what they have. Hosts that are kept free as a whole are no places at all ({@link
 * HostFacts#unfit}).
 *
 * <p>Documented (vSphere Availability, "Admission Control"): a VM without a CPU reservation counts
 * with 32 MHz; percentages are of all hosts that VMs may run on; a slot is as large as the largest
 * reservations, or of a given size, and the hosts with the most slots are those that fail. A server
 * adds the memory overhead of each VM, which nobody knows before it runs: for a slot of a VM
 * without a memory reservation it is taken to be 100 MB here, for percentages nothing. Nobody has
 * seen how far a real server is from that.
 */
final class FailoverReserve {
  private static final long LEAST_MHZ = 32;
  private static final long LEAST_MB = 100;

  private final DrsCluster cluster;
  private final ClusterDasAdmissionControlPolicy policy;
  private final List<HostFacts> hosts;
  private final Admitted running;

  /**
   * What VMs reserve.
   *
   * @param mhz with the least of each VM
   * @param mostMhz of one VM
   * @param mostMb of one VM
   */
  record Admitted(long mhz, long mb, int vms, long mostMhz, long mostMb) {
    static final Admitted NOTHING = new Admitted(0, 0, 0, 0, 0);

    static Admitted of(VmNeed need) {
      return of(need.reserved().mhz(), need.reserved().memory().bytes() >> 20);
    }

    static Admitted of(Item vm) {
      return of(Residents.reservedMhz(vm), Residents.reservedMemory(vm) >> 20);
    }

    private static Admitted of(long mhz, long mb) {
      return new Admitted(Math.max(LEAST_MHZ, mhz), mb, 1, mhz, mb);
    }

    Admitted plus(Admitted more) {
      return new Admitted(
          mhz + more.mhz,
          mb + more.mb,
          vms + more.vms,
          Math.max(mostMhz, more.mostMhz),
          Math.max(mostMb, more.mostMb));
    }

    /** Without what goes; that may have been the largest, which still counts as that. */
    Admitted minus(Admitted less) {
      return new Admitted(mhz - less.mhz, mb - less.mb, vms - less.vms, mostMhz, mostMb);
    }
  }

  private FailoverReserve(
      DrsCluster cluster,
      ClusterDasAdmissionControlPolicy policy,
      List<HostFacts> hosts,
      Admitted running) {
    this.cluster = cluster;
    this.policy = policy;
    this.hosts = hosts;
    this.running = running;
  }

  /** By cluster, of those where HA keeps something free. */
  static Map<ManagedObjectReference, FailoverReserve> all(
      List<HostFacts> hosts, Residents residents) {
    Map<ManagedObjectReference, DrsCluster> clusters = new HashMap<>();
    Map<ManagedObjectReference, List<HostFacts>> members = new HashMap<>();
    for (HostFacts host : hosts) {
      Optional<DrsCluster> cluster = host.cluster().filter(each -> each.admission().isPresent());
      if (cluster.isPresent() && host.unfit().isEmpty()) {
        clusters.put(cluster.get().ref(), cluster.get());
        members.computeIfAbsent(cluster.get().ref(), c -> new ArrayList<>()).add(host);
      }
    }
    Map<ManagedObjectReference, FailoverReserve> all = new HashMap<>();
    clusters.forEach(
        (ref, cluster) ->
            all.put(
                ref,
                new FailoverReserve(
                    cluster,
                    cluster.admission().orElseThrow(),
                    members.get(ref),
                    members.get(ref).stream()
                        .flatMap(host -> residents.on(host.ref()).stream())
                        .map(Admitted::of)
                        .reduce(Admitted.NOTHING, Admitted::plus))));
    return all;
  }

  /**
   * Why HA would not let a VM start.
   *
   * @param promised what comes to the cluster, less what goes
   */
  Optional<Obstacle> against(VmNeed need, Admitted promised) {
    Admitted all = running.plus(promised).plus(Admitted.of(need));
    if (!need.runs()) {
      return Optional.empty();
    }
    if (policy instanceof ClusterFailoverResourcesAdmissionControlPolicy part) {
      return percent(part, all);
    }
    return policy instanceof ClusterFailoverLevelAdmissionControlPolicy level
        ? slots(level, all)
        : Optional.empty();
  }

  private Optional<Obstacle> percent(
      ClusterFailoverResourcesAdmissionControlPolicy part, Admitted all) {
    int cpu = part.getCpuFailoverResourcesPercent();
    int memory = part.getMemoryFailoverResourcesPercent();
    if (part instanceof PercentPolicy newer && newer.failoverLevel != null) {
      boolean computed = !Boolean.FALSE.equals(newer.autoComputePercentages);
      cpu = computed ? Math.min(100, 100 * newer.failoverLevel / hosts.size()) : cpu;
      memory = computed ? cpu : memory;
    }
    long mhz = hosts.stream().mapToLong(HostFacts::mhz).sum();
    long mb = hosts.stream().mapToLong(host -> host.memoryBytes() >> 20).sum();
    if (all.mhz * 100 > mhz * (100 - cpu) && mhz > 0) {
      return Optional.of(obstacle(cpu + " % of the MHz", "reserve fewer MHz"));
    }
    return all.mb * 100 > mb * (100 - memory)
        ? Optional.of(obstacle(memory + " % of the memory", "reserve less memory"))
        : Optional.empty();
  }

  private Optional<Obstacle> slots(ClusterFailoverLevelAdmissionControlPolicy level, Admitted all) {
    boolean fixed = level.getSlotPolicy() instanceof ClusterFixedSizeSlotPolicy;
    long mhz =
        fixed
            ? ((ClusterFixedSizeSlotPolicy) level.getSlotPolicy()).getCpu()
            : Math.max(LEAST_MHZ, all.mostMhz);
    long mb =
        fixed
            ? ((ClusterFixedSizeSlotPolicy) level.getSlotPolicy()).getMemory()
            : Math.max(LEAST_MB, all.mostMb);
    long left =
        hosts.stream()
            .map(host -> Math.min(host.mhz() / mhz, (host.memoryBytes() >> 20) / mb))
            .sorted(Comparator.reverseOrder())
            .skip(level.getFailoverLevel())
            .mapToLong(Long::longValue)
            .sum();
    return all.vms > left && hosts.stream().allMatch(host -> host.mhz() > 0)
        ? Optional.of(
            new Obstacle(
                Constraint.RESERVED,
                "is in `%s`, where HA has %s slots of %s MHz and %s MB when %s fail"
                    .formatted(cluster.path().name(), left, mhz, mb, level.getFailoverLevel()),
                "change HA's admission control, or add a host"))
        : Optional.empty();
  }

  private Obstacle obstacle(String kept, String less) {
    return new Obstacle(
        Constraint.RESERVED,
        "is in `%s`, where HA keeps %s free".formatted(cluster.path().name(), kept),
        less + ", or change HA's admission control");
  }
}
