package dev.provision.modules.networks;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Problem;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Item;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A port group that is looked up or created.
 *
 * @param vcenter the datacenter in which a bare name is searched
 * @param made what to create; empty for a network that is only looked up
 */
record NetworkDesired(String network, String portGroup, VcenterSpec vcenter, Optional<Made> made) {
  /**
   * A standard port group on hosts.
   *
   * @param hosts that get it; none before the snapshot was asked, and where it is to be absent
   * @param problems why hosts that are named are not among them
   */
  record Made(
      Address address,
      EnvironmentId environment,
      NetworkSpec spec,
      boolean absent,
      boolean protect,
      List<Item> hosts,
      List<Problem> problems) {
    Made {
      Objects.requireNonNull(address);
      hosts = List.copyOf(hosts);
      problems = List.copyOf(problems);
    }

    Made on(List<Item> found, List<Problem> wrong) {
      return new Made(address, environment, spec, absent, protect, found, wrong);
    }
  }

  NetworkDesired with(Made other) {
    return new NetworkDesired(network, portGroup, vcenter, Optional.of(other));
  }
}
