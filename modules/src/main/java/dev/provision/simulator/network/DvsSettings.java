package dev.provision.simulator.network;

import com.vmware.vim25.DVSConfigSpec;
import com.vmware.vim25.DVSHealthCheckConfig;
import com.vmware.vim25.DVSNameArrayUplinkPortPolicy;
import com.vmware.vim25.DvsHostInfrastructureTrafficResource;
import com.vmware.vim25.DvsHostInfrastructureTrafficResourceAllocation;
import com.vmware.vim25.LinkDiscoveryProtocolConfig;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDVSConfigSpec;
import com.vmware.vim25.VMwareDVSPvlanConfigSpec;
import com.vmware.vim25.VMwareDVSPvlanMapEntry;
import com.vmware.vim25.VMwareDVSTeamingHealthCheckConfig;
import com.vmware.vim25.VMwareDVSVlanMtuHealthCheckConfig;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** The configuration of a distributed switch, without its members. */
final class DvsSettings {
  private static final List<String> CLASSES =
      List.of(
          "management",
          "faultTolerance",
          "vmotion",
          "virtualMachine",
          "iSCSI",
          "nfs",
          "hbr",
          "vsan",
          "vdp");

  private DvsSettings() {}

  /** What a new switch has. */
  static void begin(VMwareDVSConfigInfo config) {
    config.networkResourceManagementEnabled = false;
    config.networkResourceControlVersion = "version3";
    config.lacpApiVersion = "multipleLag";
    config.multicastFilteringMode = "legacyFiltering";
    LinkDiscoveryProtocolConfig discovery = new LinkDiscoveryProtocolConfig();
    discovery.protocol = "cdp";
    discovery.operation = "listen";
    config.linkDiscoveryProtocolConfig = discovery;
    config.healthCheckConfig =
        new DVSHealthCheckConfig[] {
          off(new VMwareDVSVlanMtuHealthCheckConfig()), off(new VMwareDVSTeamingHealthCheckConfig())
        };
    config.infrastructureTrafficResourceConfig =
        CLASSES.stream()
            .map(DvsSettings::traffic)
            .toArray(DvsHostInfrastructureTrafficResource[]::new);
  }

  private static DVSHealthCheckConfig off(DVSHealthCheckConfig check) {
    check.enable = false;
    check.interval = 1;
    return check;
  }

  private static DvsHostInfrastructureTrafficResource traffic(String key) {
    DvsHostInfrastructureTrafficResource resource = new DvsHostInfrastructureTrafficResource();
    resource.key = key;
    resource.allocationInfo = new DvsHostInfrastructureTrafficResourceAllocation();
    resource.allocationInfo.limit = -1L;
    resource.allocationInfo.reservation = 0L;
    resource.allocationInfo.shares = new SharesInfo();
    resource.allocationInfo.shares.level =
        key.equals("virtualMachine") ? SharesLevel.high : SharesLevel.normal;
    resource.allocationInfo.shares.shares = key.equals("virtualMachine") ? 100 : 50;
    return resource;
  }

  /** What a server refuses of a spec. */
  static void check(DVSConfigSpec spec, VMwareDVSConfigInfo config) throws VimFault {
    if (spec.uplinkPortPolicy instanceof DVSNameArrayUplinkPortPolicy policy) {
      List<String> names = uplinks(policy);
      if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
        throw Refuse.argument("spec.uplinkPortPolicy", "each uplink needs a name of its own");
      }
    }
    for (DvsHostInfrastructureTrafficResource each :
        spec.infrastructureTrafficResourceConfig == null
            ? new DvsHostInfrastructureTrafficResource[0]
            : spec.infrastructureTrafficResourceConfig) {
      if (!CLASSES.contains(each.key)) {
        throw Refuse.argument("spec.infrastructureTrafficResourceConfig", "no class " + each.key);
      }
    }
    if (!(spec instanceof VMwareDVSConfigSpec vmware)) {
      return;
    }
    if (vmware.maxMtu != null && (vmware.maxMtu < 1280 || vmware.maxMtu > 9000)) {
      throw Refuse.argument("spec.maxMtu", "it has to be 1280 to 9000");
    }
    privateVlans(vmware, config);
  }

  private static List<String> uplinks(DVSNameArrayUplinkPortPolicy policy) {
    return policy.uplinkPortName == null ? List.of() : Arrays.asList(policy.uplinkPortName);
  }

  /** The names of a switch's uplinks. */
  static List<String> uplinks(VMwareDVSConfigInfo config) {
    return config.uplinkPortPolicy instanceof DVSNameArrayUplinkPortPolicy policy
        ? uplinks(policy)
        : List.of();
  }

  /** The configuration with what a spec sets; lists of entries are edited, all else is replaced. */
  static VMwareDVSConfigInfo edited(DVSConfigSpec spec, VMwareDVSConfigInfo old) throws VimFault {
    VMwareDVSConfigInfo config = Values.copy(old);
    DVSConfigSpec rest = Values.copy(spec);
    rest.host = null;
    rest.infrastructureTrafficResourceConfig = null;
    rest.configVersion = null;
    Values.overlay(rest, config);
    if (spec instanceof VMwareDVSConfigSpec vmware) {
      config.maxMtu = vmware.maxMtu == null ? config.maxMtu : vmware.maxMtu;
      config.pvlanConfig = privateVlans(vmware, config);
    }
    for (DvsHostInfrastructureTrafficResource each :
        spec.infrastructureTrafficResourceConfig == null
            ? new DvsHostInfrastructureTrafficResource[0]
            : spec.infrastructureTrafficResourceConfig) {
      for (DvsHostInfrastructureTrafficResource has : config.infrastructureTrafficResourceConfig) {
        if (has.key.equals(each.key)) {
          Values.overlay(each.allocationInfo, has.allocationInfo);
        }
      }
    }
    config.configVersion = String.valueOf(Integer.parseInt(old.configVersion) + 1);
    return config;
  }

  private static VMwareDVSPvlanMapEntry[] privateVlans(
      VMwareDVSConfigSpec spec, VMwareDVSConfigInfo config) throws VimFault {
    if (spec.pvlanConfigSpec == null) {
      return config.pvlanConfig;
    }
    List<VMwareDVSPvlanMapEntry> all =
        new ArrayList<>(config.pvlanConfig == null ? List.of() : Arrays.asList(config.pvlanConfig));
    for (VMwareDVSPvlanConfigSpec each : spec.pvlanConfigSpec) {
      VMwareDVSPvlanMapEntry entry = each.pvlanEntry;
      boolean was =
          all.removeIf(
              has ->
                  has.primaryVlanId == entry.primaryVlanId
                      && has.secondaryVlanId == entry.secondaryVlanId);
      if (was == each.operation.equals("add")) {
        throw was
            ? Refuse.argument("spec.pvlanConfigSpec", "the entry is there already")
            : Refuse.with(new NotFound(), "The object or item referred to could not be found.");
      }
      if (!each.operation.equals("remove")) {
        all.add(entry);
      }
    }
    for (VMwareDVSPvlanMapEntry each : all) {
      boolean isPrimary = each.primaryVlanId == each.secondaryVlanId;
      if (isPrimary != each.pvlanType.equals("promiscuous")
          || all.stream()
              .noneMatch(
                  other ->
                      other.primaryVlanId == each.primaryVlanId
                          && other.pvlanType.equals("promiscuous"))) {
        throw Refuse.argument("spec.pvlanConfigSpec", "a primary VLAN has a promiscuous entry");
      }
    }
    return all.isEmpty() ? null : all.toArray(new VMwareDVSPvlanMapEntry[0]);
  }
}
