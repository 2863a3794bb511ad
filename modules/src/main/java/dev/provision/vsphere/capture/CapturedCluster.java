package dev.provision.vsphere.capture;

import com.vmware.vim25.ClusterAffinityRuleSpec;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.ClusterDpmHostConfigInfo;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterDrsVmConfigInfo;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.newer.ClusterSystemVMsConfigInfo;
import dev.provision.vsphere.newer.ClusterVmOrchestrationInfo;
import dev.provision.vsphere.newer.NewerClusterInfo;
import dev.provision.vsphere.newer.OrchestratedClusterInfo;
import dev.provision.vsphere.places.DrsCluster;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * What a capture holds of a cluster's {@code configurationEx}: all that {@link DrsCluster} and the
 * server groups read, so that a plan on the copy equals the plan on the vCenter. Groups and rules
 * keep only the members that are in the capture.
 */
final class CapturedCluster {
  private CapturedCluster() {}

  /**
   * @param isThere whether an object is in the capture
   */
  static ClusterConfigInfoEx of(Item cluster, Predicate<ManagedObjectReference> isThere) {
    NewerClusterInfo kept = new NewerClusterInfo();
    kept.vmSwapPlacement = "vmDirectory";
    kept.drsConfig = new ClusterDrsConfigInfo();
    if (cluster.properties().get(DrsCluster.CONFIG) instanceof ClusterConfigInfoEx told) {
      if (told.drsConfig != null) {
        kept.drsConfig = told.drsConfig;
      }
      if (told.vmSwapPlacement != null) {
        kept.vmSwapPlacement = told.vmSwapPlacement;
      }
      kept.dasConfig = told.dasConfig;
      kept.dpmConfigInfo = told.dpmConfigInfo;
      kept.vsanConfigInfo = told.vsanConfigInfo;
      if (told instanceof OrchestratedClusterInfo newer) {
        kept.orchestration = newer.orchestration;
        kept.infraUpdateHaConfig = newer.infraUpdateHaConfig;
        kept.proactiveDrsConfig = newer.proactiveDrsConfig;
        kept.vmOrchestration =
            of(newer.vmOrchestration, each -> each.vm, isThere, ClusterVmOrchestrationInfo[]::new);
      }
      if (told instanceof NewerClusterInfo newest && newest.systemVMsConfig != null) {
        kept.systemVMsConfig = new ClusterSystemVMsConfigInfo();
        kept.systemVMsConfig.allowedDatastores =
            known(newest.systemVMsConfig.allowedDatastores, isThere);
      }
      kept.drsVmConfig =
          of(told.drsVmConfig, each -> each.key, isThere, ClusterDrsVmConfigInfo[]::new);
      kept.dasVmConfig =
          of(told.dasVmConfig, each -> each.key, isThere, ClusterDasVmConfigInfo[]::new);
      kept.dpmHostConfig =
          of(told.dpmHostConfig, each -> each.key, isThere, ClusterDpmHostConfigInfo[]::new);
      kept.group = told.group == null ? null : groups(told.group, isThere);
      kept.rule = told.rule == null ? null : rules(told.rule, isThere);
    }
    return kept;
  }

  /** Entries about what is in the capture. */
  private static <T> T[] of(
      T[] told,
      Function<T, ManagedObjectReference> about,
      Predicate<ManagedObjectReference> isThere,
      IntFunction<T[]> array) {
    return told == null
        ? null
        : Arrays.stream(told).filter(each -> isThere.test(about.apply(each))).toArray(array);
  }

  private static ClusterGroupInfo[] groups(
      ClusterGroupInfo[] told, Predicate<ManagedObjectReference> isThere) {
    return Arrays.stream(told)
        .map(
            group -> {
              ClusterGroupInfo kept = group;
              if (group instanceof ClusterVmGroup vms) {
                ClusterVmGroup known = new ClusterVmGroup();
                known.vm = known(vms.vm, isThere);
                kept = known;
              } else if (group instanceof ClusterHostGroup hosts) {
                ClusterHostGroup known = new ClusterHostGroup();
                known.host = known(hosts.host, isThere);
                kept = known;
              }
              kept.name = group.name;
              kept.userCreated = group.userCreated;
              kept.uniqueID = group.uniqueID;
              return kept;
            })
        .toArray(ClusterGroupInfo[]::new);
  }

  private static ClusterRuleInfo[] rules(
      ClusterRuleInfo[] told, Predicate<ManagedObjectReference> isThere) {
    return Arrays.stream(told)
        .map(
            rule -> {
              ClusterRuleInfo kept = rule;
              if (rule instanceof ClusterAffinityRuleSpec together) {
                ClusterAffinityRuleSpec known = new ClusterAffinityRuleSpec();
                known.vm = known(together.vm, isThere);
                kept = known;
              } else if (rule instanceof ClusterAntiAffinityRuleSpec apart) {
                ClusterAntiAffinityRuleSpec known = new ClusterAntiAffinityRuleSpec();
                known.vm = known(apart.vm, isThere);
                kept = known;
              }
              kept.key = rule.key;
              kept.status = rule.status;
              kept.enabled = rule.enabled;
              kept.name = rule.name;
              kept.mandatory = rule.mandatory;
              kept.userCreated = rule.userCreated;
              kept.inCompliance = rule.inCompliance;
              kept.ruleUuid = rule.ruleUuid;
              return kept;
            })
        .toArray(ClusterRuleInfo[]::new);
  }

  private static ManagedObjectReference[] known(
      ManagedObjectReference[] told, Predicate<ManagedObjectReference> isThere) {
    return told == null
        ? null
        : Arrays.stream(told).filter(isThere).toArray(ManagedObjectReference[]::new);
  }
}
