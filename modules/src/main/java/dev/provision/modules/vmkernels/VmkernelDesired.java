package dev.provision.modules.vmkernels;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.exported.PortGroupRef;
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

  VmkernelDesired with(VmkernelSpec other) {
    return new VmkernelDesired(address, environment, other, host, network, protect);
  }
}
