package dev.provision.modules.clusters.settings;

import com.vmware.vim25.ClusterDasAdmissionControlPolicy;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterFailoverHostAdmissionControlPolicy;
import com.vmware.vim25.ClusterFailoverLevelAdmissionControlPolicy;
import com.vmware.vim25.ClusterFailoverResourcesAdmissionControlPolicy;
import com.vmware.vim25.ClusterFixedSizeSlotPolicy;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.AdmissionSpec;
import dev.provision.modules.clusters.declaration.AdmissionSpec.Sort;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.newer.HostsPolicy;
import dev.provision.vsphere.newer.LevelPolicy;
import dev.provision.vsphere.newer.PercentPolicy;

/**
 * An admission control policy while it is read or filled in. A call sends a whole policy (vSphere
 * API, ClusterDasAdmissionControlPolicy), because its class says what it is, so what is not
 * declared is repeated. Null stands for what is not set.
 */
public final class AdmissionDraft {
  /** What the policy is, also while admission control is off; null when there is none. */
  Sort policy;

  boolean isOn;
  Integer hostFailures;
  ClusterFixedSizeSlotPolicy slot;
  Percent percent;
  Integer performanceLoss;
  public ManagedObjectReference[] hosts;

  /** Reserved parts of the resources, in percent. */
  record Percent(int cpu, int memory) {
    @Override
    public String toString() {
      return cpu + " % CPU, " + memory + " % memory";
    }
  }

  /** What a cluster has. */
  public static AdmissionDraft of(ClusterDasConfigInfo das) {
    AdmissionDraft draft = new AdmissionDraft();
    if (das == null) {
      return draft;
    }
    draft.isOn = Boolean.TRUE.equals(das.getAdmissionControlEnabled());
    ClusterDasAdmissionControlPolicy there = das.getAdmissionControlPolicy();
    if (there instanceof ClusterFailoverLevelAdmissionControlPolicy level) {
      draft.policy = Sort.SLOTS;
      draft.hostFailures = level.getFailoverLevel();
      draft.slot = level.getSlotPolicy() instanceof ClusterFixedSizeSlotPolicy fixed ? fixed : null;
      draft.performanceLoss =
          level instanceof LevelPolicy newer ? newer.resourceReductionToToleratePercent : null;
    } else if (there instanceof ClusterFailoverResourcesAdmissionControlPolicy part) {
      draft.percent(part);
    } else if (there instanceof ClusterFailoverHostAdmissionControlPolicy free) {
      draft.policy = Sort.HOSTS;
      draft.hosts = free.getFailoverHosts();
      if (free instanceof HostsPolicy newer) {
        draft.performanceLoss = newer.resourceReductionToToleratePercent;
        draft.hostFailures = newer.failoverLevel;
      }
    }
    return draft;
  }

  /** A server before 6.5 computes nothing. */
  private void percent(ClusterFailoverResourcesAdmissionControlPolicy there) {
    policy = Sort.PERCENT;
    if (there instanceof PercentPolicy newer) {
      boolean given = Boolean.FALSE.equals(newer.autoComputePercentages);
      policy =
          given || newer.failoverLevel == null && newer.autoComputePercentages == null
              ? Sort.PERCENT
              : Sort.COMPUTED;
      hostFailures = newer.failoverLevel;
      performanceLoss = newer.resourceReductionToToleratePercent;
    }
    percent =
        new Percent(
            there.getCpuFailoverResourcesPercent(), there.getMemoryFailoverResourcesPercent());
  }

  /** What it is; null when nothing is known. */
  public Sort sort() {
    return isOn || policy == null ? (isOn ? policy : Sort.NONE) : Sort.NONE;
  }

  /** What percentages a policy has that does not compute them; null for another. */
  Percent given() {
    return policy == Sort.PERCENT ? percent : null;
  }

  void become(Sort sort) {
    isOn = sort != Sort.NONE;
    policy = isOn ? sort : policy;
  }

  void slot(AdmissionSpec.SlotSpec size) {
    slot = new ClusterFixedSizeSlotPolicy();
    slot.setCpu(size.cpu());
    slot.setMemory((int) size.memory().mebibytes());
  }

  /** The size of a slot as a playbook has it; null when the server computes it. */
  static AdmissionSpec.SlotSpec size(ClusterFixedSizeSlotPolicy slot) {
    return slot == null
        ? null
        : new AdmissionSpec.SlotSpec(slot.getCpu(), DataSize.ofMebibytes(slot.getMemory()));
  }

  void into(ClusterDasConfigInfo das) {
    das.setAdmissionControlEnabled(isOn);
    if (policy != null) {
      das.setAdmissionControlPolicy(info());
    }
  }

  private ClusterDasAdmissionControlPolicy info() {
    switch (policy) {
      case SLOTS:
        LevelPolicy level = new LevelPolicy();
        level.resourceReductionToToleratePercent = performanceLoss;
        level.setFailoverLevel(hostFailures == null ? 1 : hostFailures);
        level.setSlotPolicy(slot);
        return level;
      case HOSTS:
        HostsPolicy free = new HostsPolicy();
        free.resourceReductionToToleratePercent = performanceLoss;
        free.setFailoverHosts(hosts);
        return free;
      default:
        // the API demands both numbers, and does not read them when it computes them itself
        PercentPolicy part = new PercentPolicy();
        part.resourceReductionToToleratePercent = performanceLoss;
        part.setCpuFailoverResourcesPercent(percent == null ? 0 : percent.cpu());
        part.setMemoryFailoverResourcesPercent(percent == null ? 0 : percent.memory());
        part.failoverLevel = policy == Sort.COMPUTED ? hostFailures : null;
        part.autoComputePercentages = policy == Sort.COMPUTED;
        return part;
    }
  }
}
