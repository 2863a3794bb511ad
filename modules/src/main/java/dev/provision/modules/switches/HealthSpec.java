package dev.provision.modules.switches;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code health_check: {vlan_mtu: {enabled: true, interval: 1}}}. */
@Doc("Checks of the physical network behind a switch.")
record HealthSpec(
    @Doc("Whether the VLANs and the MTU of the uplinks fit.") Optional<CheckSpec> vlanMtu,
    @Doc("Whether the physical switch has the teaming that is set here.")
        Optional<CheckSpec> teaming) {

  /** One check ({@code DVSHealthCheckConfig}). */
  @Doc("A check.")
  record CheckSpec(
      @Doc("Whether it is done.") Optional<Boolean> enabled,
      @Doc("How often, in minutes.") Optional<Integer> interval) {}
}
