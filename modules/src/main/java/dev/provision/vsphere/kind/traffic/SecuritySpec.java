package dev.provision.vsphere.kind.traffic;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code security: {promiscuous: false}}. */
@Doc("What VMs may do; `inherit` leaves a port group to its switch.")
public record SecuritySpec(
    @Doc("Whether they may see all traffic of the switch.") Optional<Allowed> promiscuous,
    @Doc("Whether their guests may change the MAC address.") Optional<Allowed> macChanges,
    @Doc("Whether they may send from a MAC address that is not theirs.")
        Optional<Allowed> forgedTransmits) {
  public static final SecuritySpec NONE =
      new SecuritySpec(Optional.empty(), Optional.empty(), Optional.empty());
}
