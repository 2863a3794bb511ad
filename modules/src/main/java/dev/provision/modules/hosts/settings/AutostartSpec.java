package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Doc;
import dev.provision.vsphere.inventory.PlaceName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code autostart: {enabled: true, order: [dns, web]}}. */
@Doc("Which machines start with their host. vCenter turns it off in a cluster with HA.")
public record AutostartSpec(
    @Doc("Whether machines start and stop with the host.") Optional<Boolean> enabled,
    @Doc("The time between two starts.") @Bare("s") Optional<Duration> startDelay,
    @Doc("The time between two stops.") @Bare("s") Optional<Duration> stopDelay,
    @Doc("Whether the next one starts as soon as VMware Tools answer.")
        Optional<Boolean> waitForHeartbeat,
    @Doc("What happens to them when the host stops.") Optional<StopAction> stopAction,
    @Doc(
            "Machines of the host, by name or path, in the order in which they start; others keep"
                + " their places between them. One that is not there yet, or on another host, is left"
                + " out.")
        Optional<List<PlaceName>> order) {
  /** What happens to machines when their host stops ({@code AutoStartDefaults.stopAction}). */
  public enum StopAction {
    NONE("none"),
    POWER_OFF("powerOff"),
    SHUT_DOWN("guestShutdown"),
    SUSPEND("suspend");

    private final String value;

    StopAction(String value) {
      this.value = value;
    }

    String value() {
      return value;
    }

    /** As a playbook has it; one of a newer server by its own name. */
    static String word(String value) {
      for (StopAction each : values()) {
        if (each.value.equalsIgnoreCase(value)) {
          return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
      }
      return value;
    }
  }
}
