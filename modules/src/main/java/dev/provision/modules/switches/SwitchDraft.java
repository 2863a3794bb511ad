package dev.provision.modules.switches;

import com.vmware.vim25.DvsHostInfrastructureTrafficResource;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDVSConfigSpec;
import com.vmware.vim25.VMwareDVSHealthCheckConfig;
import com.vmware.vim25.VMwareDVSPvlanConfigSpec;
import com.vmware.vim25.VMwareDVSPvlanMapEntry;
import com.vmware.vim25.VMwareDvsLacpGroupConfig;
import com.vmware.vim25.VMwareDvsLacpGroupSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is sent for a switch while its rows fill it in: the API has a call for its configuration,
 * and others for its version, Network I/O Control, aggregation groups and health checks. For one
 * step.
 */
final class SwitchDraft {
  /** The configuration that is changed; empty for a new switch. */
  final Optional<VMwareDVSConfigInfo> seen;

  /** What {@code ReconfigureDvs_Task} takes, and {@code CreateDVS_Task} most of it. */
  final VMwareDVSConfigSpec config = new VMwareDVSConfigSpec();

  final List<DvsHostInfrastructureTrafficResource> traffic = new ArrayList<>();
  final List<VMwareDVSPvlanConfigSpec> privateVlans = new ArrayList<>();
  final List<VMwareDvsLacpGroupSpec> lags = new ArrayList<>();
  final Map<Class<?>, VMwareDVSHealthCheckConfig> health = new LinkedHashMap<>();

  Optional<String> version = Optional.empty();
  Optional<Boolean> nioc = Optional.empty();

  /** Whether anything is for {@code ReconfigureDvs_Task}. */
  boolean reconfigures;

  SwitchDraft(Optional<VMwareDVSConfigInfo> seen) {
    this.seen = seen;
  }

  void privateVlan(String operation, VMwareDVSPvlanMapEntry entry) {
    VMwareDVSPvlanConfigSpec spec = new VMwareDVSPvlanConfigSpec();
    spec.setOperation(operation);
    spec.setPvlanEntry(entry);
    privateVlans.add(spec);
    reconfigures = true;
  }

  void lag(String operation, VMwareDvsLacpGroupConfig group) {
    VMwareDvsLacpGroupSpec spec = new VMwareDvsLacpGroupSpec();
    spec.setOperation(operation);
    spec.setLacpGroupConfig(group);
    lags.add(spec);
  }

  void traffic(DvsHostInfrastructureTrafficResource resource) {
    traffic.add(resource);
    reconfigures = true;
  }
}
