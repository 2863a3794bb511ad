package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import java.util.Locale;
import java.util.Optional;

/** {@code time: {protocol: ptp, fallback: false}}. */
@Doc("Which service keeps a host's clock.")
public record TimeSpec(
    @Doc("The protocol that its clock follows.") Optional<Protocol> protocol,
    @Doc("Whether the service runs.") Optional<Boolean> enabled,
    @Doc("With ptp: whether its NTP servers take over when PTP fails.") Optional<Boolean> fallback,
    @Doc("Whether the host tells vCenter when the service fails and works again.")
        Optional<Boolean> events) {

  /** {@code HostDateTimeInfoProtocol}. */
  public enum Protocol {
    NTP,
    PTP;

    /** As the API calls it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
