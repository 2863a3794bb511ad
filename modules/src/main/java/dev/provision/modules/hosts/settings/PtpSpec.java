package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.util.Map;
import java.util.Optional;

/** {@code ptp: {domain: 0, ports: {0: vmk1}}}. */
@Doc("The Precision Time Protocol of a host; it follows it with `time: {protocol: ptp}`.")
public record PtpSpec(
    @Doc("The PTP domain, 0 to 255.") Optional<Integer> domain,
    @Doc("Its ports by number, from 0; others are left alone.")
        Optional<Map<String, PortSpec>> ports) {

  /** A port ({@code HostPtpConfigPtpPort}). The addresses of a passthrough device are not kept. */
  @Doc("Over what PTP comes.")
  public record PortSpec(
      @Doc(
              "A VMkernel adapter that the host has, as in vmk1; a PCI device in passthrough, as in"
                  + " 0000:05:00.0; or `none`.")
          @Shorthand
          Optional<String> device) {}
}
