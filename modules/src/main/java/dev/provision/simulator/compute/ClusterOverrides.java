package dev.provision.simulator.compute;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ArrayUpdateSpec;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.ClusterDasVmConfigSpec;
import com.vmware.vim25.ClusterDpmHostConfigInfo;
import com.vmware.vim25.ClusterDpmHostConfigSpec;
import com.vmware.vim25.ClusterDrsVmConfigInfo;
import com.vmware.vim25.ClusterDrsVmConfigSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.ClusterDatastoreUpdateSpec;
import dev.provision.vsphere.newer.ClusterSystemVMsConfigInfo;
import dev.provision.vsphere.newer.ClusterVmOrchestrationInfo;
import dev.provision.vsphere.newer.ClusterVmOrchestrationSpec;
import dev.provision.vsphere.newer.NewerClusterInfo;
import dev.provision.vsphere.newer.NewerClusterSpec;
import dev.provision.vsphere.newer.OrchestratedClusterInfo;
import dev.provision.vsphere.newer.OrchestratedClusterSpec;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a {@code ClusterConfigSpecEx} changes of single VMs and hosts: entries are added, edited and
 * removed by the object that they are about. An edit keeps what it leaves out.
 */
final class ClusterOverrides {
  private final World world;
  private final Managed cluster;

  ClusterOverrides(World world, Managed cluster) {
    this.world = world;
    this.cluster = cluster;
  }

  /**
   * @param config a copy that is changed
   */
  void apply(ClusterConfigSpecEx spec, NewerClusterInfo config) throws VimFault {
    List<ClusterDrsVmConfigInfo> drs = list(config.drsVmConfig);
    for (ClusterDrsVmConfigSpec each : list(spec.drsVmConfigSpec)) {
      vm(each, each.info == null ? null : each.info.key);
      edit("spec.drsVmConfigSpec", each, each.info, drs, info -> info.key);
    }
    config.drsVmConfig = drs.isEmpty() ? null : drs.toArray(ClusterDrsVmConfigInfo[]::new);
    List<ClusterDasVmConfigInfo> das = list(config.dasVmConfig);
    for (ClusterDasVmConfigSpec each : list(spec.dasVmConfigSpec)) {
      vm(each, each.info == null ? null : each.info.key);
      edit("spec.dasVmConfigSpec", each, each.info, das, info -> info.key);
    }
    config.dasVmConfig = das.isEmpty() ? null : das.toArray(ClusterDasVmConfigInfo[]::new);
    List<ClusterDpmHostConfigInfo> dpm = list(config.dpmHostConfig);
    for (ClusterDpmHostConfigSpec each : list(spec.dpmHostConfigSpec)) {
      if (each.info != null) {
        inCluster("spec.dpmHostConfigSpec", Invocation.find(world, each.info.key));
      }
      edit("spec.dpmHostConfigSpec", each, each.info, dpm, info -> info.key);
    }
    config.dpmHostConfig = dpm.isEmpty() ? null : dpm.toArray(ClusterDpmHostConfigInfo[]::new);
    if (spec instanceof OrchestratedClusterSpec newer) {
      List<ClusterVmOrchestrationInfo> waits = list(config.vmOrchestration);
      for (ClusterVmOrchestrationSpec each : list(newer.vmOrchestrationSpec)) {
        vm(each, each.info == null ? null : each.info.vm);
        edit("spec.vmOrchestrationSpec", each, each.info, waits, info -> info.vm);
      }
      config.vmOrchestration =
          waits.isEmpty() ? null : waits.toArray(ClusterVmOrchestrationInfo[]::new);
    }
    if (spec instanceof NewerClusterSpec newest && newest.systemVMsConfig != null) {
      system(newest.systemVMsConfig.allowedDatastores, config);
    }
  }

  /** Takes away what a VM has that is gone. */
  static void forget(ClusterConfigInfoEx config, ManagedObjectReference vm) {
    List<ClusterDrsVmConfigInfo> drs = list(config.drsVmConfig);
    if (drs.removeIf(each -> Values.isSame(each.key, vm))) {
      config.drsVmConfig = drs.isEmpty() ? null : drs.toArray(ClusterDrsVmConfigInfo[]::new);
    }
    List<ClusterDasVmConfigInfo> das = list(config.dasVmConfig);
    if (das.removeIf(each -> Values.isSame(each.key, vm))) {
      config.dasVmConfig = das.isEmpty() ? null : das.toArray(ClusterDasVmConfigInfo[]::new);
    }
    if (config instanceof OrchestratedClusterInfo newer) {
      List<ClusterVmOrchestrationInfo> waits = list(newer.vmOrchestration);
      if (waits.removeIf(each -> Values.isSame(each.vm, vm))) {
        newer.vmOrchestration =
            waits.isEmpty() ? null : waits.toArray(ClusterVmOrchestrationInfo[]::new);
      }
    }
  }

  private static <T> List<T> list(T[] array) {
    return new ArrayList<>(array == null ? List.of() : List.of(array));
  }

  private void vm(ArrayUpdateSpec spec, ManagedObjectReference vm) throws VimFault {
    if (spec.operation != ArrayUpdateOperation.remove) {
      inCluster("spec", world.need(VmState.host(Invocation.find(world, vm))));
    }
  }

  private void inCluster(String where, Managed host) throws VimFault {
    if (!Values.isSame(host.parent(), cluster.ref())) {
      throw Refuse.argument(where, "`" + host.name() + "` is not in the cluster");
    }
  }

  private static <T> void edit(
      String where,
      ArrayUpdateSpec spec,
      T info,
      List<T> all,
      Function<T, ManagedObjectReference> key)
      throws VimFault {
    boolean remove = spec.operation == ArrayUpdateOperation.remove;
    Object of = remove ? spec.removeKey : key.apply(info);
    T old = null;
    for (T each : all) {
      old =
          of instanceof ManagedObjectReference ref && Values.isSame(key.apply(each), ref)
              ? each
              : old;
    }
    if ((old == null) != (spec.operation == ArrayUpdateOperation.add)) {
      throw Refuse.argument(where, old == null ? "it has no such entry" : "it has one already");
    }
    if (old == null) {
      all.add(info);
    } else if (remove) {
      all.remove(old);
    } else {
      T edited = Values.copy(old);
      Values.overlay(info, edited);
      all.set(all.indexOf(old), edited);
    }
  }

  private void system(ClusterDatastoreUpdateSpec[] changes, NewerClusterInfo config)
      throws VimFault {
    ClusterSystemVMsConfigInfo info =
        config.systemVMsConfig == null ? new ClusterSystemVMsConfigInfo() : config.systemVMsConfig;
    List<ManagedObjectReference> all = list(info.allowedDatastores);
    for (ClusterDatastoreUpdateSpec each : list(changes)) {
      boolean add = each.operation == ArrayUpdateOperation.add;
      Object of = add ? each.datastore : each.removeKey;
      boolean there =
          all.removeIf(old -> of instanceof ManagedObjectReference ref && Values.isSame(old, ref));
      if (there == add) {
        throw Refuse.argument(
            "spec.systemVMsConfig", add ? "it is allowed already" : "it is not allowed");
      }
      if (add) {
        Invocation.find(world, each.datastore);
        all.add(each.datastore);
      }
    }
    info.allowedDatastores = all.isEmpty() ? null : all.toArray(ManagedObjectReference[]::new);
    config.systemVMsConfig = info;
  }
}
