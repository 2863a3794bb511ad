package dev.provision.simulator.lab;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterGroupSpec;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.SharesLevel;
import dev.provision.simulator.compute.ClusterComputeResource;
import dev.provision.simulator.compute.ResourcePool;
import dev.provision.simulator.compute.VirtualApp;
import dev.provision.simulator.lab.LabSpec.ClusterSpec;
import dev.provision.simulator.lab.LabSpec.PoolSpec;
import dev.provision.simulator.lab.LabSpec.RuleSpec;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the pools, groups and rules of a lab's clusters, once its hosts and templates exist. */
final class LabCluster {
  private final World world;
  private final Managed datacenter;
  private final Map<String, Managed> hosts;

  LabCluster(World world, Managed datacenter, Map<String, Managed> hosts) {
    this.world = world;
    this.datacenter = datacenter;
    this.hosts = hosts;
  }

  void fill(Managed cluster, ClusterSpec spec) {
    Managed root = world.need(cluster.get("resourcePool", ManagedObjectReference.class));
    spec.pools().forEach((path, pool) -> pool(root, path, pool, false));
    spec.vapps().forEach((path, app) -> pool(root, path, app, true));
    List<ClusterGroupSpec> groups = new ArrayList<>();
    spec.hostGroups().forEach((name, members) -> groups.add(hostGroup(name, members)));
    spec.vmGroups().forEach((name, members) -> groups.add(vmGroup(cluster, name, members)));
    ClusterConfigSpecEx config = new ClusterConfigSpecEx();
    config.groupSpec = groups.toArray(ClusterGroupSpec[]::new);
    config.rulesSpec =
        spec.rules().entrySet().stream()
            .map(each -> rule(each.getKey(), each.getValue()))
            .toArray(ClusterRuleSpec[]::new);
    try {
      ClusterComputeResource.edit(world, cluster, config);
    } catch (VimFault e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes a pool or vApp and the pools that it is in: the lab file may list an outer pool later, or
   * not at all.
   */
  private void pool(Managed root, String path, PoolSpec spec, boolean app) {
    Managed at = root;
    String[] parts = path.split("/");
    for (int i = 0; i < parts.length; i++) {
      Managed parent = at;
      String part = parts[i];
      boolean isApp = app && i == parts.length - 1;
      at =
          world
              .child(parent, part)
              .orElseGet(
                  () ->
                      isApp
                          ? app(parent, part)
                          : ResourcePool.create(world, parent, part, ResourcePool.unlimited()));
    }
    ResourceConfigSpec config = new ResourceConfigSpec();
    config.cpuAllocation =
        allocation(spec, spec.cpuReservation(), spec.cpuLimit().map(Integer::longValue));
    config.memoryAllocation =
        allocation(
            spec,
            spec.memoryReservation().mebibytes(),
            spec.memoryLimit().map(DataSize::mebibytes));
    ResourcePool.configure(world, at, config);
  }

  private Managed app(Managed parent, String name) {
    boolean inner = VirtualApp.is(parent) || VirtualApp.of(world, parent) != null;
    ManagedObjectReference top = datacenter.get("vmFolder", ManagedObjectReference.class);
    return VirtualApp.create(
        world, parent, name, ResourcePool.unlimited(), inner ? Optional.empty() : world.get(top));
  }

  private static ResourceAllocationInfo allocation(
      PoolSpec spec, long reservation, Optional<Long> limit) {
    ResourceAllocationInfo info = ResourcePool.unlimited().cpuAllocation;
    info.reservation = reservation;
    info.limit = limit.orElse(-1L);
    info.shares.level =
        switch (spec.shares()) {
          case LOW -> SharesLevel.low;
          case NORMAL -> SharesLevel.normal;
          case HIGH -> SharesLevel.high;
        };
    return info;
  }

  private ClusterGroupSpec hostGroup(String name, List<String> members) {
    ClusterHostGroup group = new ClusterHostGroup();
    group.host =
        members.stream().map(each -> hosts.get(each).ref()).toArray(ManagedObjectReference[]::new);
    return group(name, group);
  }

  private ClusterGroupSpec vmGroup(Managed cluster, String name, List<String> members) {
    ClusterVmGroup group = new ClusterVmGroup();
    List<String> kept = members.stream().map(Names::kept).toList();
    group.vm =
        world.below(datacenter, "VirtualMachine").stream()
            .filter(each -> kept.contains(each.name()))
            .filter(each -> Values.isSame(world.need(VmState.host(each)).parent(), cluster.ref()))
            .map(Managed::ref)
            .toArray(ManagedObjectReference[]::new);
    group.vm = group.vm.length == 0 ? null : group.vm;
    return group(name, group);
  }

  private static ClusterGroupSpec group(String name, ClusterGroupInfo group) {
    group.name = name;
    ClusterGroupSpec spec = new ClusterGroupSpec();
    spec.operation = ArrayUpdateOperation.add;
    spec.info = group;
    return spec;
  }

  private static ClusterRuleSpec rule(String name, RuleSpec declared) {
    ClusterVmHostRuleInfo rule = new ClusterVmHostRuleInfo();
    rule.name = name;
    rule.mandatory = declared.mandatory();
    rule.vmGroupName = declared.vmGroup();
    if (declared.away()) {
      rule.antiAffineHostGroupName = declared.hostGroup();
    } else {
      rule.affineHostGroupName = declared.hostGroup();
    }
    ClusterRuleSpec spec = new ClusterRuleSpec();
    spec.operation = ArrayUpdateOperation.add;
    spec.info = rule;
    return spec;
  }
}
