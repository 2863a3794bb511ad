package dev.provision.modules.vmkernels;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Place;
import java.util.Map;
import java.util.Objects;

/**
 * An adapter as it should be.
 *
 * @param network its port group, which this plan may make or bring to the host
 */
record VmkernelDesired(
    Address address,
    EnvironmentId environment,
    VmkernelSpec spec,
    HostRef host,
    PortGroupRef network,
    boolean protect) {
  VmkernelDesired {
    Objects.requireNonNull(address);
    Objects.requireNonNull(environment);
    Objects.requireNonNull(spec);
    Objects.requireNonNull(host);
    Objects.requireNonNull(network);
  }

  /** The NICs that are declared for the uplinks of its switch on its host. */
  Map<String, String> nics() {
    return host.place() instanceof Place.Known known
        ? network.nics().getOrDefault(known.ref(), Map.of())
        : Map.of();
  }

  VmkernelDesired with(VmkernelSpec other) {
    return new VmkernelDesired(address, environment, other, host, network, protect);
  }
}
