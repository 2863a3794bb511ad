package dev.provision.modules.hosts;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.time.Duration;
import java.util.Optional;

/** {@code maintenance: on} or {@code {vsan: evacuate-all, timeout: 2 h}}. */
public record MaintenanceSpec(
    @Doc("Whether it is in maintenance mode; running machines leave it before.")
        @Shorthand
        @Default("on")
        Mode mode,
    @Doc("What vSAN does with its data; the server's own choice when left out.")
        Optional<Vsan> vsan,
    @Doc("Whether machines that are off leave it too.") @Default("false")
        boolean evacuatePoweredOff,
    @Doc("How long machines may take to leave it; no limit when left out.")
        Optional<Duration> timeout) {
  /** How it moves, where nothing is declared. */
  static final MaintenanceSpec PLAIN =
      new MaintenanceSpec(Mode.ON, Optional.empty(), false, Optional.empty());

  /** In it, or out of it. */
  public enum Mode {
    ON,
    OFF
  }

  /** What a vSAN host does with its data ({@code VsanHostDecommissionModeObjectAction}). */
  public enum Vsan {
    ENSURE_ACCESSIBILITY("ensureObjectAccessibility"),
    EVACUATE_ALL("evacuateAllData"),
    NONE("noAction");

    private final String action;

    Vsan(String action) {
      this.action = action;
    }

    String action() {
      return action;
    }
  }

  boolean isOn() {
    return mode == Mode.ON;
  }
}
