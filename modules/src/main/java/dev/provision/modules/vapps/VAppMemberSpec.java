package dev.provision.modules.vapps;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Doc;
import java.time.Duration;
import java.util.Optional;

/** {@code db: {order: 1, start_delay: 60 s, wait_for_guest: true}}. */
@Doc("How one instance starts and stops with its vApp. A field that is left out is left alone.")
public record VAppMemberSpec(
    @Doc("Its place in the order: lower ones start first and stop last.") Optional<Integer> order,
    @Doc("Whether it starts with the vApp: none or power-on.") Optional<StartAction> start,
    @Doc("How long the vApp waits before it starts the next.") @Bare("s")
        Optional<Duration> startDelay,
    @Doc("Whether the next starts as soon as the guest answers, before the delay is over.")
        Optional<Boolean> waitForGuest,
    @Doc("How it stops with the vApp: none, power-off, guest-shutdown or suspend.")
        Optional<StopAction> stop,
    @Doc("How long the vApp waits before it stops the next; with guest-shutdown.") @Bare("s")
        Optional<Duration> stopDelay) {

  /** What the vApp does with it when it starts ({@code VAppAutoStartAction}). */
  public enum StartAction {
    NONE("none"),
    POWER_ON("powerOn");

    private final String word;

    StartAction(String word) {
      this.word = word;
    }

    /** The API's word. */
    String word() {
      return word;
    }
  }

  /** What the vApp does with it when it stops ({@code VAppAutoStartAction}). */
  public enum StopAction {
    NONE("none"),
    POWER_OFF("powerOff"),
    GUEST_SHUTDOWN("guestShutdown"),
    SUSPEND("suspend");

    private final String word;

    StopAction(String word) {
      this.word = word;
    }

    /** The API's word. */
    String word() {
      return word;
    }
  }
}
