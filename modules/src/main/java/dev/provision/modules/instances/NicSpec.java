package dev.provision.modules.instances;

import dev.provision.spi.Default;
import dev.provision.spi.Doc;
import dev.provision.spi.Ref;
import dev.provision.spi.Refers;
import dev.provision.spi.Shorthand;
import java.util.List;
import java.util.Optional;

/** One NIC of an instance: {@code eth0: private} or a mapping. */
@Doc("A NIC.")
public record NicSpec(
    @Doc("What it is connected to.") @Shorthand @Refers("networks") Ref network,
    @Doc(
            "Its address. With a prefix (10.0.0.11/24) cloud-init sets it in the guest; without one"
                + " the guest asks DHCP and the address is only known to us.")
        Optional<String> fixedIp,
    @Doc("The default gateway; needs fixed_ip with a prefix.") Optional<String> gateway,
    @Doc("Name servers.") List<String> dns,
    @Doc(
            "A MAC, or `generated` to leave it to vCenter, which costs a second call; computed from"
                + " environment, instance and NIC when left out.")
        Optional<String> mac,
    @Doc("The virtual hardware.") @Default("vmxnet3") NicModel model) {
  /** The word that leaves the MAC to vCenter. */
  static final String GENERATED = "generated";

  public NicSpec {
    dns = List.copyOf(dns);
  }
}
