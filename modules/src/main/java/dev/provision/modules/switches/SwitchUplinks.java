package dev.provision.modules.switches;

import com.vmware.vim25.DVSNameArrayUplinkPortPolicy;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDvsLacpGroupConfig;
import dev.provision.spi.Observation;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The uplinks and aggregation groups of a distributed switch, which its port groups can use. */
final class SwitchUplinks {
  private SwitchUplinks() {}

  /** Those that it has or will have; empty when they are not known. */
  static Set<String> of(SwitchSpec spec, Observation<SwitchState> seen) {
    Optional<VMwareDVSConfigInfo> there =
        seen.there()
            .flatMap(SwitchState::object)
            .flatMap(state -> SwitchConfig.of(state.item()).known());
    Optional<List<String>> names =
        spec.uplinkNames()
            .or(
                () ->
                    there
                        .map(VMwareDVSConfigInfo::getUplinkPortPolicy)
                        .filter(DVSNameArrayUplinkPortPolicy.class::isInstance)
                        .map(policy -> ((DVSNameArrayUplinkPortPolicy) policy).getUplinkPortName())
                        .map(Arrays::asList));
    Set<String> all = new LinkedHashSet<>(names.orElse(List.of()));
    if (!all.isEmpty()) {
      all.addAll(spec.lacp().orElse(Map.of()).keySet());
      there
          .map(VMwareDVSConfigInfo::getLacpGroupConfig)
          .map(Arrays::asList)
          .orElse(List.of())
          .stream()
          .map(VMwareDvsLacpGroupConfig::getName)
          .forEach(all::add);
    }
    return all;
  }
}
