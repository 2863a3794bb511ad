package dev.provision.modules.networks;

import com.vmware.vim25.VMwareDVSPortgroupPolicy;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The rows of what ports may override. The policy is sent whole, and only when it changes: that
 * needs a privilege of its own.
 */
final class PortOverrides {
  /** Begins the names of all of them. */
  static final String FIELD = "port_overrides.";

  private PortOverrides() {}

  static List<Row<NetworkSpec, Item, PortGroupDraft>> rows() {
    return List.of(
        row(
            "block",
            OverridesSpec::block,
            VMwareDVSPortgroupPolicy::isBlockOverrideAllowed,
            VMwareDVSPortgroupPolicy::setBlockOverrideAllowed),
        row(
            "vlan",
            OverridesSpec::vlan,
            VMwareDVSPortgroupPolicy::isVlanOverrideAllowed,
            VMwareDVSPortgroupPolicy::setVlanOverrideAllowed),
        row(
            "teaming",
            OverridesSpec::teaming,
            VMwareDVSPortgroupPolicy::isUplinkTeamingOverrideAllowed,
            VMwareDVSPortgroupPolicy::setUplinkTeamingOverrideAllowed),
        row(
            "security",
            OverridesSpec::security,
            VMwareDVSPortgroupPolicy::isSecurityPolicyOverrideAllowed,
            VMwareDVSPortgroupPolicy::setSecurityPolicyOverrideAllowed),
        row(
            "shaping",
            OverridesSpec::shaping,
            VMwareDVSPortgroupPolicy::isShapingOverrideAllowed,
            VMwareDVSPortgroupPolicy::setShapingOverrideAllowed),
        row(
            "netflow",
            OverridesSpec::netflow,
            VMwareDVSPortgroupPolicy::getIpfixOverrideAllowed,
            VMwareDVSPortgroupPolicy::setIpfixOverrideAllowed),
        row(
            "resource_pool",
            OverridesSpec::resourcePool,
            VMwareDVSPortgroupPolicy::getNetworkResourcePoolOverrideAllowed,
            VMwareDVSPortgroupPolicy::setNetworkResourcePoolOverrideAllowed),
        row(
            "traffic_filter",
            OverridesSpec::trafficFilter,
            VMwareDVSPortgroupPolicy::getTrafficFilterOverrideAllowed,
            VMwareDVSPortgroupPolicy::setTrafficFilterOverrideAllowed),
        row(
            "vendor",
            OverridesSpec::vendor,
            VMwareDVSPortgroupPolicy::isVendorConfigOverrideAllowed,
            VMwareDVSPortgroupPolicy::setVendorConfigOverrideAllowed),
        row(
            "reset_at_disconnect",
            OverridesSpec::resetAtDisconnect,
            VMwareDVSPortgroupPolicy::isPortConfigResetAtDisconnect,
            VMwareDVSPortgroupPolicy::setPortConfigResetAtDisconnect),
        row(
            "live_port_moving",
            OverridesSpec::livePortMoving,
            VMwareDVSPortgroupPolicy::isLivePortMovingAllowed,
            VMwareDVSPortgroupPolicy::setLivePortMovingAllowed));
  }

  private static Row<NetworkSpec, Item, PortGroupDraft> row(
      String field,
      Function<OverridesSpec, Optional<Boolean>> wanted,
      Function<VMwareDVSPortgroupPolicy, Boolean> seen,
      BiConsumer<VMwareDVSPortgroupPolicy, Boolean> put) {
    return PortGroupRows.<Boolean>row(
        FIELD + field,
        spec -> spec.portOverrides().flatMap(wanted),
        config ->
            config.getPolicy() instanceof VMwareDVSPortgroupPolicy policy
                ? Seen.of(Boolean.TRUE.equals(seen.apply(policy)))
                : new Seen.Unknown<>("it is a port group of another vendor"),
        (draft, value) -> put.accept(of(draft), value));
  }

  private static VMwareDVSPortgroupPolicy of(PortGroupDraft draft) {
    if (draft.spec().getPolicy() == null) {
      draft.spec().setPolicy(copy(draft.policy()));
    }
    return (VMwareDVSPortgroupPolicy) draft.spec().getPolicy();
  }

  private static VMwareDVSPortgroupPolicy copy(Optional<VMwareDVSPortgroupPolicy> seen) {
    VMwareDVSPortgroupPolicy policy = new VMwareDVSPortgroupPolicy();
    // as clients do for a new one
    policy.setPortConfigResetAtDisconnect(true);
    policy.setBlockOverrideAllowed(true);
    seen.ifPresent(
        old -> {
          policy.setBlockOverrideAllowed(old.isBlockOverrideAllowed());
          policy.setVlanOverrideAllowed(old.isVlanOverrideAllowed());
          policy.setUplinkTeamingOverrideAllowed(old.isUplinkTeamingOverrideAllowed());
          policy.setSecurityPolicyOverrideAllowed(old.isSecurityPolicyOverrideAllowed());
          policy.setShapingOverrideAllowed(old.isShapingOverrideAllowed());
          policy.setIpfixOverrideAllowed(old.getIpfixOverrideAllowed());
          policy.setNetworkResourcePoolOverrideAllowed(old.getNetworkResourcePoolOverrideAllowed());
          policy.setTrafficFilterOverrideAllowed(old.getTrafficFilterOverrideAllowed());
          policy.setVendorConfigOverrideAllowed(old.isVendorConfigOverrideAllowed());
          policy.setPortConfigResetAtDisconnect(old.isPortConfigResetAtDisconnect());
          policy.setLivePortMovingAllowed(old.isLivePortMovingAllowed());
        });
    return policy;
  }
}
