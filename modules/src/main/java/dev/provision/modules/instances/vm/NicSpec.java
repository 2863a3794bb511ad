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
            "Its address, or several, IPv4 and IPv6, of which the first is the one that it is known"
                + " by. With a prefix (10.0.0.11/24) cloud-init sets it in the guest; without one"
                + " the guest asks DHCP and the address is only known to us. No other machine of the"
                + " network may have it.")
        @OneOrMore
        List<String> fixedIp,
    @Doc("More addresses, IPv4 or IPv6, each with its prefix.") List<String> addresses,
    @Doc("The default gateway; it must be in the network of an address that has a prefix.")
        Optional<String> gateway,
    @Doc("The default gateway of IPv6, beside one of IPv4.") Optional<String> gateway6,
    @Doc("Name servers.") List<String> dns,
    @Doc("Domains that names are looked up in.") List<String> search,
    @Doc("More routes: {to: 10.8.0.0/16, via: 10.0.0.9}.") List<RouteSpec> routes,
    @Doc("The largest packet that the guest sends, in bytes.") Optional<Integer> mtu,
    @Doc(
            "A MAC, or `generated` to leave it to vCenter, which costs a second call; computed from"
                + " environment, instance and NIC when left out.")
        Optional<String> mac,
    @Doc(
            "The virtual hardware: vmxnet3, vmxnet2, vmxnet, e1000, e1000e, pcnet32 or sriov, or"
                + " Nova's word (pcnet, VirtualE1000); the image's, else vmxnet3, when left out.")
        Optional<String> model,
    @Doc("Whether the cable is in; it is when left out, but for a VM that was adopted.")
        Optional<Boolean> connected) {
  /** The word that leaves the MAC to vCenter. */
  public static final String GENERATED = "generated";

  /** A way to a network that is not the default one. */
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

  /** One with one address at most. */
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
