package dev.provision.modules.vmkernels;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOrMore;
import java.util.List;
import java.util.Optional;

/** {@code ipv6: {addresses: [fd00::11/64], auto: false}}. */
@Doc("IPv6 of an adapter.")
public record Ipv6Spec(
    @Doc(
            "Addresses with their prefix lengths, as in fd00::11/64. Others that were set by hand"
                + " stay, unless `exclusive` is true.")
        @OneOrMore
        Optional<List<String>> addresses,
    @Doc("Whether routers may announce addresses.") Optional<Boolean> auto,
    @Doc("Whether it gets addresses by DHCP.") Optional<Boolean> dhcp,
    @Doc("A gateway of its own, or `inherit` for that of its TCP/IP stack.")
        Optional<String> gateway) {
  static final Ipv6Spec NONE =
      new Ipv6Spec(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  Ipv6Spec withoutGateway() {
    return new Ipv6Spec(addresses, auto, dhcp, Optional.empty());
  }
}
