package dev.provision.modules.networks;

import com.vmware.vim25.BoolPolicy;
import com.vmware.vim25.DVSSecurityPolicy;
import com.vmware.vim25.VMwareDVSPortSetting;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.traffic.Allowed;
import dev.provision.vsphere.newer.network.DVSMacLearningPolicy;
import dev.provision.vsphere.newer.network.DVSMacManagementPolicy;
import dev.provision.vsphere.newer.network.MacManagedPortSetting;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The rows of MAC learning. It is a part of a policy that also has what {@code securityPolicy}
 * says; a server shows both. These values are sent as they are, or as the same change sets them.
 */
final class MacLearning {
  private static final String SINCE = "6.7";
  private static final String WHAT = "MAC learning, which came with vSphere 6.7";

  static final String SWITCH = "DistributedVirtualSwitch";
  static final String VERSION = "config.productInfo.version";

  /** The first version of a switch that can do it (vSphere Networking, "MAC Learning Policy"). */
  private static final String SWITCH_SINCE = "6.6.0";

  private MacLearning() {}

  /** Whether the switch can do it, where it is there already. */
  static List<Problem> problems(NetworkSpec spec, InventoryPath dvs, Inventory read) {
    return spec.macLearning().stream()
        .flatMap(declared -> read.at(dvs).stream())
        .flatMap(item -> item.get(VERSION, String.class).stream())
        .filter(version -> !version.isEmpty())
        .filter(version -> !new ApiVersion(version).isAtLeast(SWITCH_SINCE))
        .map(
            version ->
                new Problem(
                    "mac_learning",
                    "`mac_learning` needs a switch of version %s, and %s has %s"
                        .formatted(SWITCH_SINCE, dvs.name(), version)))
        .toList();
  }

  static List<Row<NetworkSpec, Item, PortGroupDraft>> rows() {
    return List.of(
        row(
            "enabled",
            MacLearningSpec::enabled,
            policy -> Allowed.of(policy == null || policy.isInherited() ? null : policy.enabled),
            (policy, value) -> {
              policy.setInherited(value == Allowed.INHERIT);
              policy.enabled = value == Allowed.TRUE;
            }),
        row(
            "limit",
            MacLearningSpec::limit,
            policy -> policy == null ? null : policy.limit,
            (policy, limit) -> policy.limit = limit),
        row(
            "limit_policy",
            spec -> spec.limitPolicy().map(MacLearningSpec.LimitPolicy::word),
            policy -> policy == null ? null : policy.limitPolicy,
            (policy, word) -> policy.limitPolicy = word),
        row(
            "unicast_flooding",
            MacLearningSpec::unicastFlooding,
            policy -> policy == null ? null : policy.allowUnicastFlooding,
            (policy, value) -> policy.allowUnicastFlooding = value));
  }

  private static <V> Row<NetworkSpec, Item, PortGroupDraft> row(
      String field,
      Function<MacLearningSpec, Optional<V>> wanted,
      Function<DVSMacLearningPolicy, V> seen,
      BiConsumer<DVSMacLearningPolicy, V> put) {
    return PortGroupRows.<V>setting(
            "mac_learning." + field,
            spec -> spec.macLearning().flatMap(wanted),
            setting -> seen.apply(learning(management(setting))),
            (draft, value) -> put.accept(of(draft), value))
        .since(SINCE, WHAT);
  }

  private static DVSMacManagementPolicy management(VMwareDVSPortSetting setting) {
    return setting instanceof MacManagedPortSetting managed ? managed.macManagementPolicy : null;
  }

  private static DVSMacLearningPolicy learning(DVSMacManagementPolicy management) {
    return management == null || management.isInherited() ? null : management.macLearningPolicy;
  }

  private static DVSMacLearningPolicy of(PortGroupDraft draft) {
    MacManagedPortSetting to = PortSettings.of(draft);
    if (to.macManagementPolicy == null) {
      DVSMacManagementPolicy old = management(draft.seen());
      DVSMacManagementPolicy policy = new DVSMacManagementPolicy();
      if (old != null) {
        policy.allowPromiscuous = old.allowPromiscuous;
        policy.macChanges = old.macChanges;
        policy.forgedTransmits = old.forgedTransmits;
      }
      if (to.getSecurityPolicy() != null) {
        secure(policy, to.getSecurityPolicy());
      }
      policy.macLearningPolicy = copy(learning(old));
      to.macManagementPolicy = policy;
    }
    return to.macManagementPolicy.macLearningPolicy;
  }

  private static void secure(DVSMacManagementPolicy policy, DVSSecurityPolicy security) {
    policy.allowPromiscuous = value(security.getAllowPromiscuous());
    policy.macChanges = value(security.getMacChanges());
    policy.forgedTransmits = value(security.getForgedTransmits());
  }

  private static Boolean value(BoolPolicy policy) {
    return PortSettings.isSet(policy) ? policy.getValue() : null;
  }

  private static DVSMacLearningPolicy copy(DVSMacLearningPolicy old) {
    DVSMacLearningPolicy policy = new DVSMacLearningPolicy();
    if (old != null) {
      policy.setInherited(old.isInherited());
      policy.enabled = old.enabled;
      policy.allowUnicastFlooding = old.allowUnicastFlooding;
      policy.limit = old.limit;
      policy.limitPolicy = old.limitPolicy;
    }
    return policy;
  }
}
