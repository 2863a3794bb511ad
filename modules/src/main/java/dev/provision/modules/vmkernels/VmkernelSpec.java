package dev.provision.modules.vmkernels;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.Service;
import java.util.List;
import java.util.Optional;

/** {@code vmotion-1: {host: esx1, network: vmotion, ip: 10.90.0.11/24, services: [vmotion]}}. */
@Doc(
    "A VMkernel adapter of a host: the host's own traffic goes through it. A field that is left out"
        + " is not compared.")
public record VmkernelSpec(
    @Doc("The host.") @Refers("hosts") Ref host,
    @Doc("The port group that it is on.") @Refers("networks") Ref network,
    @Doc("Its IPv4 address with the prefix length, as in 10.0.0.11/24, or `dhcp`.")
        Optional<String> ip,
    @Doc("IPv6.") Optional<Ipv6Spec> ipv6,
    @Doc("The largest packet that it sends, from 1280 to 9000.") Optional<Integer> mtu,
    @Doc("A gateway of its own for IPv4, or `inherit` for that of its TCP/IP stack.")
        Optional<String> gateway,
    @Doc(
            "What it is used for: management, vmotion, vsan, vsanWitness, faultToleranceLogging,"
                + " vSphereProvisioning, vSphereReplication, vSphereReplicationNFC,"
                + " vSphereBackupNFC, nvmeTcp, nvmeRdma, ptp. Others that it has stay, unless"
                + " `exclusive` is true.")
        Optional<List<Service>> services,
    @Doc(
            "Its TCP/IP stack: defaultTcpipStack, vmotion, vSphereProvisioning, or one that the host"
                + " has. An adapter in the stack of a service has that service.")
        Optional<String> netstack,
    @Doc(
            "Which of the host's adapters it is, as in vmk2, where one that exists is adopted. A host"
                + " names a new one itself.")
        Optional<String> device,
    @Doc("Whether `services` and `ipv6.addresses` are all that it has.") @Default("false")
        boolean exclusive) {
  Ipv6Spec six() {
    return ipv6.orElse(Ipv6Spec.NONE);
  }

  String stack() {
    return netstack.orElse(Adapter.DEFAULT_STACK);
  }

  VmkernelSpec withoutGateways() {
    return new VmkernelSpec(
        host,
        network,
        ip,
        ipv6.map(Ipv6Spec::withoutGateway),
        mtu,
        Optional.empty(),
        services,
        netstack,
        device,
        exclusive);
  }
}
