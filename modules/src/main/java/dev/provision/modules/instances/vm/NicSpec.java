package dev.provision.modules.instances.vm;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.OneOrMore;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Shorthand;
import java.util.List;
import java.util.Optional;

/** One NIC of an instance: {@code eth0: private} or a mapping. */
@Doc("A NIC.")
public record NicSpec(
    @Doc("What it is connected to.") @Shorthand @Refers("networks") Ref network,
    @Doc(
            "Its address, or several, IPv4 and IPv6; the first is its main address. With"
                + " a prefix (10.0.0.11/24) cloud-init sets it in the guest; without one the"
                + " guest uses DHCP, and the address is only noted. No other machine in the"
                + " network may have it.")
        @OneOrMore
        List<String> fixedIp,
    @Doc("More addresses, IPv4 or IPv6, each with its prefix.") List<String> addresses,
    @Doc("The default gateway; must be in the network of an address that has a prefix.")
        Optional<String> gateway,
    @Doc("The IPv6 default gateway, in addition to one for IPv4.") Optional<String> gateway6,
    @Doc("Name servers.") List<String> dns,
    @Doc("Search domains.") List<String> search,
    @Doc("Additional routes: {to: 10.8.0.0/16, via: 10.0.0.9}.") List<RouteSpec> routes,
    @Doc("The largest packet that the guest sends, in bytes.") Optional<Integer> mtu,
    @Doc(
            "Its MAC address, or `generated` to let vCenter choose, which costs a second"
                + " call; when left out, computed from environment, instance and NIC.")
        Optional<String> mac,
    @Doc(
            "The type of NIC: vmxnet3, vmxnet2, vmxnet, e1000, e1000e, pcnet32 or sriov,"
                + " or Nova's word (pcnet, VirtualE1000); when left out, the image's, otherwise"
                + " vmxnet3, and a NIC of an adopted VM keeps its own.")
        Optional<String> model,
    @Doc(
            "Whether the NIC is connected; when left out, it is, but an adopted VM keeps"
                + " what it has.")
        Optional<Boolean> connected) {
  /** The word with which vCenter chooses the MAC. */
  public static final String GENERATED = "generated";

  /** A route to one network, not the default route. */
  @Doc("A route.")
  public record RouteSpec(
      @Doc("A network with its prefix.") String to, @Doc("The gateway to it.") String via) {}

  public NicSpec {
    fixedIp = List.copyOf(fixedIp);
    addresses = List.copyOf(addresses);
    dns = List.copyOf(dns);
    search = List.copyOf(search);
    routes = List.copyOf(routes);
  }

  /** A NIC with at most one address. */
  public NicSpec(
      Ref network,
      Optional<String> fixedIp,
      Optional<String> gateway,
      List<String> dns,
      Optional<String> mac,
      NicModel model) {
    this(
        network,
        fixedIp.stream().toList(),
        List.of(),
        gateway,
        Optional.empty(),
        dns,
        List.of(),
        List.of(),
        Optional.empty(),
        mac,
        Optional.of(model.word()),
        Optional.empty());
  }
}
