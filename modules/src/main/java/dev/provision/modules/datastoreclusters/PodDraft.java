package dev.provision.modules.datastoreclusters;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.StorageDrsAutomationConfig;
import com.vmware.vim25.StorageDrsConfigSpec;
import com.vmware.vim25.StorageDrsIoLoadBalanceConfig;
import com.vmware.vim25.StorageDrsOptionSpec;
import com.vmware.vim25.StorageDrsPodConfigInfo;
import com.vmware.vim25.StorageDrsPodConfigSpec;
import com.vmware.vim25.StorageDrsSpaceLoadBalanceConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The spec of one {@code ConfigureStorageDrsForPod_Task}. What is not in it stays; a part with
 * fields of its own is sent whole, as it is with what changes.
 */
final class PodDraft {
  private final StorageDrsPodConfigInfo now;
  private final StorageDrsPodConfigSpec spec = new StorageDrsPodConfigSpec();
  private final List<StorageDrsOptionSpec> options = new ArrayList<>();

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

  /** Sets one; whether it is new decides what the server is told. */
  void option(String key, String value) {
    OptionValue option = new OptionValue();
    option.setKey(key);
    option.setValue(value);
    StorageDrsOptionSpec each = new StorageDrsOptionSpec();
    each.setOperation(
        option(now, key) == null ? ArrayUpdateOperation.add : ArrayUpdateOperation.edit);
    each.setOption(option);
    options.add(each);
    spec.setOption(options.toArray(StorageDrsOptionSpec[]::new));
  }

  /** Null when there is none. */
  static String option(StorageDrsPodConfigInfo pod, String key) {
    return Stream.ofNullable(pod.getOption())
        .flatMap(Arrays::stream)
        .filter(each -> key.equals(each.getKey()))
        .map(each -> String.valueOf(each.getValue()))
        .findFirst()
        .orElse(null);
  }

  StorageDrsConfigSpec whole() {
    StorageDrsConfigSpec whole = new StorageDrsConfigSpec();
    whole.setPodConfigSpec(spec);
    return whole;
  }
}
