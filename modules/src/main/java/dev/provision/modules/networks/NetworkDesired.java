package dev.provision.modules.networks;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Problem;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.SwitchRef;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.object.ObjectDesired;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A port group that is looked up or created.
 *
 * @param portGroup its name, path or key; for one that is created, its name
 * @param vcenter the datacenter in which a bare name is searched
 * @param made what to create on hosts; empty for a network that is not
 * @param distributed what to create on a distributed switch; empty for a network that is not
 */
record NetworkDesired(
    String network,
    String portGroup,
    VcenterSpec vcenter,
    Optional<Made> made,
    Optional<OnSwitch> distributed) {
  /** One that is looked up or stands on hosts. */
  NetworkDesired(String network, String portGroup, VcenterSpec vcenter, Optional<Made> made) {
    this(network, portGroup, vcenter, made, Optional.empty());
  }

  /**
   * A distributed port group.
   *
   * @param dvs its switch
   */
  record OnSwitch(ObjectDesired<NetworkSpec> object, SwitchRef.Distributed dvs, boolean absent) {}

  /**
   * A standard port group on hosts.
   *
   * @param hosts the hosts that get it; empty until they are looked up, and when it is to be absent
   * @param problems why declared hosts are not among them
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

  /** The name, path or key by which an existing network is looked up. */
  PlaceName name() {
    return new PlaceName(portGroup);
  }

  NetworkDesired with(Made other) {
    return new NetworkDesired(network, portGroup, vcenter, Optional.of(other), distributed);
  }

  NetworkDesired with(OnSwitch other) {
    return new NetworkDesired(network, portGroup, vcenter, made, Optional.of(other));
  }
}
