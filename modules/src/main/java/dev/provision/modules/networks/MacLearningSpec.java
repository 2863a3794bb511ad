package dev.provision.modules.networks;

import dev.provision.spi.schema.Doc;
import dev.provision.vsphere.kind.traffic.Allowed;
import java.util.Locale;
import java.util.Optional;

/** {@code mac_learning: {enabled: true, limit: 100, limit_policy: drop}}. */
@Doc(
    "Whether ports learn the MAC addresses behind them, as nested hosts need it. A switch of version"
        + " 6.6.0 or later can do it.")
record MacLearningSpec(
    @Doc("Whether they do; `inherit` as the switch says.") Optional<Allowed> enabled,
    @Doc("How many addresses a port learns, up to 4096.") Optional<Integer> limit,
    @Doc("What happens to frames of further addresses.") Optional<LimitPolicy> limitPolicy,
    @Doc("Whether frames for addresses that no port has learnt go to all ports.")
        Optional<Boolean> unicastFlooding) {
  /** {@code DVSMacLimitPolicyType}. */
  enum LimitPolicy {
    ALLOW,
    DROP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
