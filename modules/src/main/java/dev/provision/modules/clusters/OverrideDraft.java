package dev.provision.modules.clusters;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ArrayUpdateSpec;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.ClusterDasVmConfigSpec;
import com.vmware.vim25.ClusterDpmHostConfigInfo;
import com.vmware.vim25.ClusterDpmHostConfigSpec;
import com.vmware.vim25.ClusterDrsVmConfigInfo;
import com.vmware.vim25.ClusterDrsVmConfigSpec;
import com.vmware.vim25.ClusterVmComponentProtectionSettings;
import com.vmware.vim25.ClusterVmToolsMonitoringSettings;
import com.vmware.vim25.DpmBehavior;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.DrsSpec;
import dev.provision.modules.clusters.settings.ClusterDraft;
import dev.provision.vsphere.newer.ClusterVmOrchestrationInfo;
import dev.provision.vsphere.newer.ClusterVmOrchestrationSpec;
import dev.provision.vsphere.newer.ClusterVmReadiness;
import dev.provision.vsphere.newer.NewerClusterSpec;
import dev.provision.vsphere.newer.WaitingVmSettings;
import java.util.ArrayList;
import java.util.List;

/** The spec of a call that changes what single VMs and hosts have, while it is filled in. */
final class OverrideDraft {
  private static final String DISABLED = DrsSpec.Override.DISABLED.word();

  private final Overridden seen;
  private final List<ClusterDrsVmConfigSpec> drs = new ArrayList<>();
  private final List<ClusterDasVmConfigSpec> das = new ArrayList<>();
  private final List<ClusterVmOrchestrationSpec> waits = new ArrayList<>();
  private final List<ClusterDpmHostConfigSpec> dpm = new ArrayList<>();

  OverrideDraft(Overridden seen) {
    this.seen = seen;
  }

  /** What HA has of one VM; it is sent whole. */
  static final class Ha {
    private WaitingVmSettings settings;
    private ClusterVmReadiness readiness;

    static Ha of(Overridden.Ha there) {
      Ha draft = new Ha();
      draft.settings =
          there.settings() == null ? null : ClusterDraft.copy(there.settings().getDasSettings());
      if (there.readiness() != null) {
        draft.readiness().readyCondition = there.readiness().readyCondition;
        draft.readiness().postReadyDelay = there.readiness().postReadyDelay;
      }
      return draft;
    }

    WaitingVmSettings settings() {
      settings = settings == null ? new WaitingVmSettings() : settings;
      return settings;
    }

    /** A VM has its own monitoring only when this says so, and is then told all of it. */
    ClusterVmToolsMonitoringSettings monitoring() {
      if (settings().getVmToolsMonitoringSettings() == null) {
        settings().setVmToolsMonitoringSettings(new ClusterVmToolsMonitoringSettings());
      }
      settings().getVmToolsMonitoringSettings().setClusterSettings(false);
      return settings().getVmToolsMonitoringSettings();
    }

    ClusterVmComponentProtectionSettings protection() {
      WaitingVmSettings all = settings();
      all.setVmComponentProtectionSettings(
          ClusterDraft.copy(all.getVmComponentProtectionSettings()));
      return all.getVmComponentProtectionSettings();
    }

    ClusterVmReadiness readiness() {
      readiness = readiness == null ? new ClusterVmReadiness() : readiness;
      return readiness;
    }
  }

  /** The automation as the playbook writes it. */
  static String word(ClusterDrsVmConfigInfo info) {
    if (info != null && Boolean.FALSE.equals(info.getEnabled())) {
      return DISABLED;
    }
    DrsBehavior own = info == null ? null : info.getBehavior();
    for (DrsSpec.Override each : DrsSpec.Override.values()) {
      if (own != null && each.api().equals(own.name())) {
        return each.word();
      }
    }
    return WantedOverrides.DEFAULT;
  }

  /** The same of a host, for DPM. */
  static String word(ClusterDpmHostConfigInfo info) {
    if (info != null && Boolean.FALSE.equals(info.getEnabled())) {
      return DISABLED;
    }
    return info == null || info.getBehavior() == null
        ? WantedOverrides.DEFAULT
        : info.getBehavior().name();
  }

  void drs(String name, String word) {
    ClusterDrsVmConfigSpec change = new ClusterDrsVmConfigSpec();
    ManagedObjectReference vm = seen.vms().get(name);
    if (prepare(change, vm, seen.drs(name) != null, word)) {
      change.setInfo(new ClusterDrsVmConfigInfo());
      change.getInfo().setKey(vm);
      change.getInfo().setEnabled(!word.equals(DISABLED));
      for (DrsSpec.Automation each : DrsSpec.Automation.values()) {
        if (each.name().equals(word.replace('-', '_').toUpperCase(java.util.Locale.ROOT))) {
          change.getInfo().setBehavior(each.api());
        }
      }
    }
    if (change.getOperation() != null) {
      drs.add(change);
    }
  }

  void dpm(String name, String word) {
    ClusterDpmHostConfigSpec change = new ClusterDpmHostConfigSpec();
    ManagedObjectReference host = seen.hosts().get(name);
    if (prepare(change, host, seen.dpm(name) != null, word)) {
      change.setInfo(new ClusterDpmHostConfigInfo());
      change.getInfo().setKey(host);
      change.getInfo().setEnabled(!word.equals(DISABLED));
      change.getInfo().setBehavior(word.equals(DISABLED) ? null : DpmBehavior.valueOf(word));
    }
    if (change.getOperation() != null) {
      dpm.add(change);
    }
  }

  /**
   * Sets the operation; none for a thing that does not exist yet.
   *
   * @return whether there is something to add or edit
   */
  private static boolean prepare(
      ArrayUpdateSpec change, ManagedObjectReference of, boolean there, String word) {
    if (of == null) {
      return false;
    }
    if (!word.equals(WantedOverrides.DEFAULT)) {
      change.setOperation(there ? ArrayUpdateOperation.edit : ArrayUpdateOperation.add);
      return true;
    }
    if (there) {
      remove(change, of);
    }
    return false;
  }

  private static void remove(ArrayUpdateSpec change, ManagedObjectReference of) {
    change.setOperation(ArrayUpdateOperation.remove);
    change.setRemoveKey(of);
  }

  /**
   * @param old null for a VM that has nothing of its own
   */
  void ha(String name, Ha wanted, Overridden.Ha old) {
    ManagedObjectReference vm = seen.vms().get(name);
    if (vm == null) {
      return;
    }
    if (wanted.settings != null) {
      ClusterDasVmConfigSpec change = new ClusterDasVmConfigSpec();
      change.setOperation(operation(old != null && old.settings() != null));
      change.setInfo(new ClusterDasVmConfigInfo());
      change.getInfo().setKey(vm);
      change.getInfo().setDasSettings(wanted.settings);
      das.add(change);
    }
    if (wanted.readiness != null) {
      ClusterVmOrchestrationSpec change = new ClusterVmOrchestrationSpec();
      change.setOperation(operation(old != null && old.readiness() != null));
      change.info = new ClusterVmOrchestrationInfo();
      change.info.vm = vm;
      change.info.vmReadiness = wanted.readiness;
      waits.add(change);
    }
  }

  private static ArrayUpdateOperation operation(boolean there) {
    return there ? ArrayUpdateOperation.edit : ArrayUpdateOperation.add;
  }

  void dropHa(String name, Overridden.Ha old) {
    ManagedObjectReference vm = seen.vms().get(name);
    if (old.settings() != null) {
      ClusterDasVmConfigSpec change = new ClusterDasVmConfigSpec();
      remove(change, vm);
      das.add(change);
    }
    if (old.readiness() != null) {
      ClusterVmOrchestrationSpec change = new ClusterVmOrchestrationSpec();
      remove(change, vm);
      waits.add(change);
    }
  }

  NewerClusterSpec spec() {
    NewerClusterSpec spec = new NewerClusterSpec();
    spec.setDrsVmConfigSpec(drs.isEmpty() ? null : drs.toArray(ClusterDrsVmConfigSpec[]::new));
    spec.setDasVmConfigSpec(das.isEmpty() ? null : das.toArray(ClusterDasVmConfigSpec[]::new));
    spec.setDpmHostConfigSpec(dpm.isEmpty() ? null : dpm.toArray(ClusterDpmHostConfigSpec[]::new));
    spec.vmOrchestrationSpec =
        waits.isEmpty() ? null : waits.toArray(ClusterVmOrchestrationSpec[]::new);
    return spec;
  }
}
