package dev.provision.modules.clusters.settings;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDasVmSettings;
import com.vmware.vim25.ClusterDpmConfigInfo;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterVmComponentProtectionSettings;
import com.vmware.vim25.ClusterVmToolsMonitoringSettings;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VsanClusterConfigInfo;
import dev.provision.modules.clusters.declaration.AdmissionSpec;
import dev.provision.vsphere.newer.ClusterDatastoreUpdateSpec;
import dev.provision.vsphere.newer.ClusterInfraUpdateHaConfigInfo;
import dev.provision.vsphere.newer.ClusterOrchestrationInfo;
import dev.provision.vsphere.newer.ClusterProactiveDrsConfigInfo;
import dev.provision.vsphere.newer.ClusterSystemVMsConfigInfo;
import dev.provision.vsphere.newer.ClusterSystemVMsConfigSpec;
import dev.provision.vsphere.newer.ClusterVmReadiness;
import dev.provision.vsphere.newer.EsaVsanConfig;
import dev.provision.vsphere.newer.NewerClusterInfo;
import dev.provision.vsphere.newer.NewerClusterSpec;
import dev.provision.vsphere.newer.OrchestratedClusterInfo;
import dev.provision.vsphere.newer.ScalingDrsConfig;
import dev.provision.vsphere.newer.WaitingVmSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The spec of a call while rows are put into it. What is not declared is left out, and so kept. The
 * objects inside the configurations of HA are sent whole, with what the cluster has: the API
 * reference does not say that their fields are kept one by one.
 */
public final class ClusterDraft {
  private static final String DISABLED = "disabled";
  static final String ENABLED = "enabled";

  private final NewerClusterSpec spec = new NewerClusterSpec();
  private final ClusterConfigInfoEx seen;
  private AdmissionDraft admission;

  public ClusterDraft(ClusterConfigInfoEx seen) {
    this.seen = seen;
  }

  /** Of a new cluster. */
  public ClusterDraft() {
    this(new ClusterConfigInfoEx());
  }

  /** The spec, when all rows are put. */
  public NewerClusterSpec spec() {
    if (admission != null) {
      admission.into(das());
      admission = null;
    }
    return spec;
  }

  ClusterDrsConfigInfo drs() {
    if (spec.getDrsConfig() == null) {
      spec.setDrsConfig(new ScalingDrsConfig());
    }
    return spec.getDrsConfig();
  }

  ScalingDrsConfig scaling() {
    return (ScalingDrsConfig) drs();
  }

  ClusterProactiveDrsConfigInfo predictive() {
    if (spec.proactiveDrsConfig == null) {
      spec.proactiveDrsConfig = new ClusterProactiveDrsConfigInfo();
    }
    return spec.proactiveDrsConfig;
  }

  public ClusterDasConfigInfo das() {
    if (spec.getDasConfig() == null) {
      spec.setDasConfig(new ClusterDasConfigInfo());
    }
    return spec.getDasConfig();
  }

  private ClusterDasConfigInfo oldDas() {
    return seen.getDasConfig() == null ? new ClusterDasConfigInfo() : seen.getDasConfig();
  }

  AdmissionDraft admission() {
    if (admission == null) {
      admission = AdmissionDraft.of(seen.getDasConfig());
    }
    return admission;
  }

  /** Keeps these hosts free. */
  public void failover(ManagedObjectReference[] hosts) {
    admission().become(AdmissionSpec.Sort.HOSTS);
    admission().hosts = hosts;
  }

  WaitingVmSettings settings() {
    if (das().getDefaultVmSettings() == null) {
      das().setDefaultVmSettings(copy(oldDas().getDefaultVmSettings()));
    }
    return (WaitingVmSettings) das().getDefaultVmSettings();
  }

  public static WaitingVmSettings copy(ClusterDasVmSettings old) {
    WaitingVmSettings made = new WaitingVmSettings();
    if (old != null) {
      made.setRestartPriority(old.getRestartPriority());
      made.setIsolationResponse(old.getIsolationResponse());
      made.setVmToolsMonitoringSettings(old.getVmToolsMonitoringSettings());
      made.setVmComponentProtectionSettings(old.getVmComponentProtectionSettings());
      made.restartPriorityTimeout =
          old instanceof WaitingVmSettings newer ? newer.restartPriorityTimeout : null;
    }
    return made;
  }

  ClusterVmToolsMonitoringSettings monitoring() {
    WaitingVmSettings settings = settings();
    settings.setVmToolsMonitoringSettings(copy(settings.getVmToolsMonitoringSettings()));
    return settings.getVmToolsMonitoringSettings();
  }

  private static ClusterVmToolsMonitoringSettings copy(ClusterVmToolsMonitoringSettings old) {
    ClusterVmToolsMonitoringSettings made = new ClusterVmToolsMonitoringSettings();
    if (old != null) {
      made.setEnabled(old.getEnabled());
      made.setVmMonitoring(old.getVmMonitoring());
      made.setClusterSettings(old.getClusterSettings());
      made.setFailureInterval(old.getFailureInterval());
      made.setMinUpTime(old.getMinUpTime());
      made.setMaxFailures(old.getMaxFailures());
      made.setMaxFailureWindow(old.getMaxFailureWindow());
    }
    return made;
  }

  ClusterVmComponentProtectionSettings protection() {
    WaitingVmSettings settings = settings();
    settings.setVmComponentProtectionSettings(copy(settings.getVmComponentProtectionSettings()));
    return settings.getVmComponentProtectionSettings();
  }

  /**
   * @param old null for none
   */
  public static ClusterVmComponentProtectionSettings copy(
      ClusterVmComponentProtectionSettings old) {
    ClusterVmComponentProtectionSettings made = new ClusterVmComponentProtectionSettings();
    if (old != null) {
      made.setVmStorageProtectionForAPD(old.getVmStorageProtectionForAPD());
      made.setVmTerminateDelayForAPDSec(old.getVmTerminateDelayForAPDSec());
      made.setVmReactionOnAPDCleared(old.getVmReactionOnAPDCleared());
      made.setVmStorageProtectionForPDL(old.getVmStorageProtectionForPDL());
    }
    return made;
  }

  /**
   * The same, where a reaction to lost storage is declared. While the service is off, a reaction
   * that is stored has no effect; switching it on must not bring that to life.
   */
  ClusterVmComponentProtectionSettings reaction(boolean acts) {
    boolean off = !ENABLED.equals(oldDas().getVmComponentProtecting());
    ClusterVmComponentProtectionSettings made = protection();
    if (off && acts && das().getVmComponentProtecting() == null) {
      das().setVmComponentProtecting(ENABLED);
      made.setVmStorageProtectionForAPD(DISABLED);
      made.setVmStorageProtectionForPDL(DISABLED);
    }
    return made;
  }

  /** A stored reaction; {@code disabled} while the service is off. */
  static String reaction(ClusterConfigInfoEx config, String stored) {
    boolean off = !ENABLED.equals(config.getDasConfig().getVmComponentProtecting());
    return off ? DISABLED : stored;
  }

  ClusterVmReadiness readiness() {
    if (spec.orchestration == null) {
      spec.orchestration = new ClusterOrchestrationInfo();
      spec.orchestration.defaultVmReadiness = new ClusterVmReadiness();
      ClusterVmReadiness old = readiness(seen);
      if (old != null) {
        spec.orchestration.defaultVmReadiness.readyCondition = old.readyCondition;
        spec.orchestration.defaultVmReadiness.postReadyDelay = old.postReadyDelay;
      }
    }
    return spec.orchestration.defaultVmReadiness;
  }

  /** When a VM counts as ready; null when the cluster does not say. */
  static ClusterVmReadiness readiness(ClusterConfigInfoEx config) {
    ClusterOrchestrationInfo all = newer(config).orchestration;
    return all == null ? null : all.defaultVmReadiness;
  }

  ClusterInfraUpdateHaConfigInfo proactiveHa() {
    if (spec.infraUpdateHaConfig == null) {
      spec.infraUpdateHaConfig = new ClusterInfraUpdateHaConfigInfo();
    }
    return spec.infraUpdateHaConfig;
  }

  /** What is new in 6.5; empty where the server does not tell it. */
  public static OrchestratedClusterInfo newer(ClusterConfigInfoEx config) {
    return config instanceof OrchestratedClusterInfo newer ? newer : new OrchestratedClusterInfo();
  }

  /** Null where the server does not tell it. */
  public static ClusterSystemVMsConfigInfo systemVms(ClusterConfigInfoEx config) {
    return config instanceof NewerClusterInfo newer ? newer.systemVMsConfig : null;
  }

  /** Lets vCenter's own machines be on these datastores, and on no others. */
  public void systemVms(ManagedObjectReference[] wanted) {
    ClusterSystemVMsConfigInfo there = systemVms(seen);
    List<ManagedObjectReference> old =
        there == null || there.allowedDatastores == null
            ? List.of()
            : List.of(there.allowedDatastores);
    List<ClusterDatastoreUpdateSpec> changes = new ArrayList<>();
    for (ManagedObjectReference each : wanted) {
      if (!old.contains(each)) {
        ClusterDatastoreUpdateSpec add = new ClusterDatastoreUpdateSpec();
        add.setOperation(ArrayUpdateOperation.add);
        add.datastore = each;
        changes.add(add);
      }
    }
    for (ManagedObjectReference each : old) {
      if (!List.of(wanted).contains(each)) {
        ClusterDatastoreUpdateSpec remove = new ClusterDatastoreUpdateSpec();
        remove.setOperation(ArrayUpdateOperation.remove);
        remove.setRemoveKey(each);
        changes.add(remove);
      }
    }
    spec.systemVMsConfig = new ClusterSystemVMsConfigSpec();
    spec.systemVMsConfig.allowedDatastores = changes.toArray(ClusterDatastoreUpdateSpec[]::new);
  }

  ClusterDpmConfigInfo dpm() {
    if (spec.getDpmConfig() == null) {
      spec.setDpmConfig(new ClusterDpmConfigInfo());
    }
    return spec.getDpmConfig();
  }

  VsanClusterConfigInfo vsan() {
    if (spec.getVsanConfig() == null) {
      spec.setVsanConfig(new EsaVsanConfig());
    }
    return spec.getVsanConfig();
  }

  void swap(String placement) {
    spec.setVmSwapPlacement(placement);
  }

  ClusterOptions drsOptions() {
    OptionValue[] sent = drs().getOption();
    OptionValue[] there =
        sent == null && seen.getDrsConfig() != null ? seen.getDrsConfig().getOption() : sent;
    return new ClusterOptions(there, drs()::setOption);
  }

  ClusterOptions haOptions() {
    OptionValue[] sent = das().getOption();
    return new ClusterOptions(sent == null ? oldDas().getOption() : sent, das()::setOption);
  }
}
