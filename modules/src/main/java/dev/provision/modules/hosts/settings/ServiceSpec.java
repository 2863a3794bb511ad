package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import java.util.Locale;
import java.util.Optional;

/** {@code TSM-SSH: {policy: off, running: false}}. */
@Doc("A service of a host.")
public record ServiceSpec(
    @Doc("When it starts: with the host (on), when a port needs it (automatic), by hand (off).")
        Optional<Policy> policy,
    @Doc("Whether it runs now. With the policy automatic the host starts and stops it by itself.")
        Optional<Boolean> running) {
  /** When a service starts ({@code HostServicePolicy}). */
  public enum Policy {
    ON,
    AUTOMATIC,
    OFF;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
