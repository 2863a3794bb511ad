package dev.provision.modules.networks;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code security: {promiscuous: false}}. */
@Doc("What VMs on a port group may do; `inherit` leaves it to the switch.")
public record SecuritySpec(
    @Doc("Whether they may see all traffic of the switch.") Optional<Allowed> promiscuous,
    @Doc("Whether their guests may change the MAC address.") Optional<Allowed> macChanges,
    @Doc("Whether they may send from a MAC address that is not theirs.")
        Optional<Allowed> forgedTransmits) {
  static final SecuritySpec NONE =
      new SecuritySpec(Optional.empty(), Optional.empty(), Optional.empty());
}
