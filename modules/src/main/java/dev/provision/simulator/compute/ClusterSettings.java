package dev.provision.simulator.compute;

import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDasVmSettings;
import com.vmware.vim25.ClusterDpmConfigInfo;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterVmComponentProtectionSettings;
import com.vmware.vim25.ClusterVmToolsMonitoringSettings;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VsanClusterConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.ClusterInfraUpdateHaConfigInfo;
import dev.provision.vsphere.newer.ClusterOrchestrationInfo;
import dev.provision.vsphere.newer.ClusterProactiveDrsConfigInfo;
import dev.provision.vsphere.newer.ClusterVmReadiness;
import dev.provision.vsphere.newer.EsaVsanConfig;
import dev.provision.vsphere.newer.NewerClusterInfo;
import dev.provision.vsphere.newer.OrchestratedClusterSpec;
import dev.provision.vsphere.newer.ScalingDrsConfig;
import dev.provision.vsphere.newer.WaitingVmSettings;
import dev.provision.vsphere.wire.VimFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@code ClusterConfigSpecEx} changes of a cluster's settings, with {@code modify}: what it
 * leaves out stays.
 */
final class ClusterSettings {
  private final World world;
  private final Managed cluster;
  private final NewerClusterInfo config;

  /**
   * @param config a copy that is changed
   */
  ClusterSettings(World world, Managed cluster, NewerClusterInfo config) {
    this.world = world;
    this.cluster = cluster;
    this.config = config;
  }

  /** The settings of a cluster that was made without a spec. */
  static NewerClusterInfo begin(boolean drs) {
    NewerClusterInfo config = new NewerClusterInfo();
    config.drsConfig = new ScalingDrsConfig();
    config.drsConfig.enabled = drs;
    config.drsConfig.defaultVmBehavior = DrsBehavior.fullyAutomated;
    config.dasConfig = new ClusterDasConfigInfo();
    config.dasConfig.enabled = false;
    config.vmSwapPlacement = "vmDirectory";
    return config;
  }

  void apply(ClusterConfigSpecEx spec) throws VimFault {
    if (spec.drsConfig != null) {
      drs(spec.drsConfig);
    }
    if (spec.vsanConfig != null) {
      vsan(spec.vsanConfig);
    }
    if (spec.dasConfig != null) {
      das(spec.dasConfig);
    }
    if (spec.dpmConfig != null) {
      dpm(spec.dpmConfig);
    }
    if (spec.vmSwapPlacement != null) {
      if (!List.of("vmDirectory", "hostLocal").contains(spec.vmSwapPlacement)) {
        throw Refuse.argument(
            "spec.vmSwapPlacement", "a cluster has no `" + spec.vmSwapPlacement + "`");
      }
      config.vmSwapPlacement = spec.vmSwapPlacement;
    }
    if (spec instanceof OrchestratedClusterSpec newer) {
      newer(newer);
    }
  }

  private void drs(ClusterDrsConfigInfo spec) throws VimFault {
    rating("spec.drsConfig.vmotionRate", spec.vmotionRate);
    boolean was = Boolean.TRUE.equals(config.drsConfig.enabled);
    OptionValue[] options = merged(config.drsConfig.option, spec.option);
    Values.overlay(spec, config.drsConfig);
    config.drsConfig.option = options;
    if (was && !Boolean.TRUE.equals(config.drsConfig.enabled)) {
      dropPools();
      if (config.dpmConfigInfo != null) {
        config.dpmConfigInfo.enabled = false;
      }
    }
  }

  /** Their VMs go to the root pool. */
  private void dropPools() {
    Managed root = world.need(cluster.get("resourcePool", ManagedObjectReference.class));
    List<Managed> pools = world.below(root, "ResourcePool");
    for (Managed vm : world.all("VirtualMachine")) {
      ManagedObjectReference own = vm.get("resourcePool", ManagedObjectReference.class);
      if (pools.stream().anyMatch(pool -> Values.isSame(pool.ref(), own))) {
        world.set(vm, "resourcePool", root.ref());
        VirtualApp.hold(world, vm);
      }
    }
    pools.forEach(world::remove);
  }

  private static void rating(String where, Integer rating) throws VimFault {
    if (rating != null && (rating < 1 || rating > 5)) {
      throw Refuse.argument(where, "a rating is 1 to 5, and not " + rating);
    }
  }

  /** An empty value takes an option away. */
  private static OptionValue[] merged(OptionValue[] there, OptionValue[] more) {
    Map<String, OptionValue> all = new LinkedHashMap<>();
    for (OptionValue[] some : new OptionValue[][] {there, more}) {
      for (OptionValue each : some == null ? new OptionValue[0] : some) {
        if ("".equals(each.value)) {
          all.remove(each.key);
        } else {
          all.put(each.key, each);
        }
      }
    }
    return all.isEmpty() ? null : all.values().toArray(OptionValue[]::new);
  }

  private void vsan(VsanClusterConfigInfo spec) throws VimFault {
    boolean was =
        config.vsanConfigInfo != null && Boolean.TRUE.equals(config.vsanConfigInfo.enabled);
    boolean on = spec.enabled == null ? was : spec.enabled;
    if (on && !was && Boolean.TRUE.equals(config.dasConfig.enabled)) {
      throw Refuse.state("vSphere HA has to be off while vSAN is switched on");
    }
    if (spec instanceof EsaVsanConfig esa && Boolean.TRUE.equals(esa.vsanEsaEnabled) && !on) {
      throw Refuse.argument("spec.vsanConfig.vsanEsaEnabled", "vSAN is off");
    }
    config.vsanConfigInfo =
        config.vsanConfigInfo == null ? new EsaVsanConfig() : config.vsanConfigInfo;
    Values.overlay(spec, config.vsanConfigInfo);
  }

  private void das(ClusterDasConfigInfo spec) throws VimFault {
    ClusterDasConfigInfo das = config.dasConfig;
    WaitingVmSettings settings = settings(das.defaultVmSettings, spec.defaultVmSettings);
    OptionValue[] options = merged(das.option, spec.option);
    Values.overlay(spec, das);
    das.option = options;
    if (spec.admissionControlPolicy != null) {
      das.admissionControlPolicy =
          ClusterAdmission.checked(world, cluster, spec.admissionControlPolicy);
    }
    das.defaultVmSettings = settings;
    if (Boolean.TRUE.equals(das.enabled)) {
      standard(das);
    }
  }

  /** What a cluster shows once HA is on (vSphere API, the defaults of ClusterDasConfigInfo). */
  private void standard(ClusterDasConfigInfo das) throws VimFault {
    das.hostMonitoring = das.hostMonitoring == null ? "enabled" : das.hostMonitoring;
    das.vmMonitoring = das.vmMonitoring == null ? "vmMonitoringDisabled" : das.vmMonitoring;
    das.vmComponentProtecting =
        das.vmComponentProtecting == null ? "disabled" : das.vmComponentProtecting;
    das.hBDatastoreCandidatePolicy =
        das.hBDatastoreCandidatePolicy == null
            ? "allFeasibleDsWithUserPreference"
            : das.hBDatastoreCandidatePolicy;
    if (das.admissionControlEnabled == null) {
      das.admissionControlEnabled = false;
    }
    if (das.defaultVmSettings == null) {
      WaitingVmSettings settings = new WaitingVmSettings();
      settings.restartPriority = "medium";
      settings.isolationResponse = "none";
      das.defaultVmSettings = settings;
    }
  }

  /** The objects in it are changed field by field too. */
  private static WaitingVmSettings settings(ClusterDasVmSettings there, ClusterDasVmSettings spec) {
    if (there == null && spec == null) {
      return null;
    }
    WaitingVmSettings all = new WaitingVmSettings();
    ClusterVmToolsMonitoringSettings monitoring = new ClusterVmToolsMonitoringSettings();
    ClusterVmComponentProtectionSettings protection = new ClusterVmComponentProtectionSettings();
    boolean monitors = false;
    boolean protects = false;
    for (ClusterDasVmSettings each : new ClusterDasVmSettings[] {there, spec}) {
      if (each == null) {
        continue;
      }
      Values.overlay(each, all);
      if (each.vmToolsMonitoringSettings != null) {
        Values.overlay(each.vmToolsMonitoringSettings, monitoring);
        monitors = true;
      }
      if (each.vmComponentProtectionSettings != null) {
        Values.overlay(each.vmComponentProtectionSettings, protection);
        protects = true;
      }
    }
    // it is written only (vSphere API, ClusterVmComponentProtectionSettings)
    protection.enableAPDTimeoutForHosts = null;
    all.vmToolsMonitoringSettings = monitors ? monitoring : null;
    all.vmComponentProtectionSettings = protects ? protection : null;
    return all;
  }

  private void dpm(ClusterDpmConfigInfo spec) throws VimFault {
    rating("spec.dpmConfig.hostPowerActionRate", spec.hostPowerActionRate);
    if (Boolean.TRUE.equals(spec.enabled) && !Boolean.TRUE.equals(config.drsConfig.enabled)) {
      throw Refuse.argument("spec.dpmConfig.enabled", "it needs DRS, which is off");
    }
    config.dpmConfigInfo =
        config.dpmConfigInfo == null ? new ClusterDpmConfigInfo() : config.dpmConfigInfo;
    Values.overlay(spec, config.dpmConfigInfo);
  }

  private void newer(OrchestratedClusterSpec spec) throws VimFault {
    if (spec.orchestration != null && spec.orchestration.defaultVmReadiness != null) {
      if (config.orchestration == null) {
        config.orchestration = new ClusterOrchestrationInfo();
        config.orchestration.defaultVmReadiness = new ClusterVmReadiness();
      }
      Values.overlay(
          spec.orchestration.defaultVmReadiness, config.orchestration.defaultVmReadiness);
    }
    if (spec.proactiveDrsConfig != null) {
      config.proactiveDrsConfig = new ClusterProactiveDrsConfigInfo();
      config.proactiveDrsConfig.enabled = spec.proactiveDrsConfig.enabled;
    }
    if (spec.infraUpdateHaConfig != null) {
      proactiveHa(spec.infraUpdateHaConfig);
    }
  }

  private void proactiveHa(ClusterInfraUpdateHaConfigInfo spec) throws VimFault {
    if (config.infraUpdateHaConfig == null) {
      config.infraUpdateHaConfig = new ClusterInfraUpdateHaConfigInfo();
    }
    ClusterInfraUpdateHaConfigInfo info = config.infraUpdateHaConfig;
    Values.overlay(spec, info);
    if (spec.providers != null && spec.providers.length == 1 && spec.providers[0].isEmpty()) {
      info.providers = null;
    }
    if ("MaintenanceMode".equals(info.moderateRemediation)
        && "QuarantineMode".equals(info.severeRemediation)) {
      throw Refuse.argument(
          "spec.infraUpdateHaConfig.severeRemediation",
          "quarantine for what is severe and maintenance for what is moderate");
    }
  }
}
