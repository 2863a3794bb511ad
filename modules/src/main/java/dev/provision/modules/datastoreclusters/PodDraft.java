package dev.provision.modules.datastoreclusters;

import com.vmware.vim25.StorageDrsAutomationConfig;
import com.vmware.vim25.StorageDrsConfigSpec;
import com.vmware.vim25.StorageDrsIoLoadBalanceConfig;
import com.vmware.vim25.StorageDrsPodConfigInfo;
import com.vmware.vim25.StorageDrsPodConfigSpec;
import com.vmware.vim25.StorageDrsSpaceLoadBalanceConfig;

/**
 * The spec of one {@code ConfigureStorageDrsForPod_Task}. What is not in it stays; a part with
 * fields of its own is sent whole, as it is with what changes.
 */
final class PodDraft {
  private final StorageDrsPodConfigInfo now;
  private final StorageDrsPodConfigSpec spec = new StorageDrsPodConfigSpec();

  PodDraft(StorageDrsPodConfigInfo now) {
    this.now = now;
  }

  StorageDrsPodConfigSpec plain() {
    return spec;
  }

  StorageDrsSpaceLoadBalanceConfig space() {
    if (spec.getSpaceLoadBalanceConfig() == null) {
      StorageDrsSpaceLoadBalanceConfig own = new StorageDrsSpaceLoadBalanceConfig();
      StorageDrsSpaceLoadBalanceConfig is = now.getSpaceLoadBalanceConfig();
      if (is != null) {
        own.setSpaceThresholdMode(is.getSpaceThresholdMode());
        own.setSpaceUtilizationThreshold(is.getSpaceUtilizationThreshold());
        own.setFreeSpaceThresholdGB(is.getFreeSpaceThresholdGB());
        own.setMinSpaceUtilizationDifference(is.getMinSpaceUtilizationDifference());
      }
      spec.setSpaceLoadBalanceConfig(own);
    }
    return spec.getSpaceLoadBalanceConfig();
  }

  StorageDrsIoLoadBalanceConfig io() {
    if (spec.getIoLoadBalanceConfig() == null) {
      StorageDrsIoLoadBalanceConfig own = new StorageDrsIoLoadBalanceConfig();
      StorageDrsIoLoadBalanceConfig is = now.getIoLoadBalanceConfig();
      if (is != null) {
        own.setReservablePercentThreshold(is.getReservablePercentThreshold());
        own.setReservableIopsThreshold(is.getReservableIopsThreshold());
        own.setReservableThresholdMode(is.getReservableThresholdMode());
        own.setIoLatencyThreshold(is.getIoLatencyThreshold());
        own.setIoLoadImbalanceThreshold(is.getIoLoadImbalanceThreshold());
      }
      spec.setIoLoadBalanceConfig(own);
    }
    return spec.getIoLoadBalanceConfig();
  }

  StorageDrsAutomationConfig overrides() {
    if (spec.getAutomationOverrides() == null) {
      StorageDrsAutomationConfig own = new StorageDrsAutomationConfig();
      StorageDrsAutomationConfig is = now.getAutomationOverrides();
      if (is != null) {
        own.setSpaceLoadBalanceAutomationMode(is.getSpaceLoadBalanceAutomationMode());
        own.setIoLoadBalanceAutomationMode(is.getIoLoadBalanceAutomationMode());
        own.setRuleEnforcementAutomationMode(is.getRuleEnforcementAutomationMode());
        own.setPolicyEnforcementAutomationMode(is.getPolicyEnforcementAutomationMode());
        own.setVmEvacuationAutomationMode(is.getVmEvacuationAutomationMode());
      }
      spec.setAutomationOverrides(own);
    }
    return spec.getAutomationOverrides();
  }

  StorageDrsConfigSpec whole() {
    StorageDrsConfigSpec whole = new StorageDrsConfigSpec();
    whole.setPodConfigSpec(spec);
    return whole;
  }
}
