package dev.provision.spi;

/** Whether dependants may start: what {@code wait_for} asks. */
public sealed interface Readiness {
  /** They may. */
  record Ready() implements Readiness {}

  /**
   * Not yet.
   *
   * @param seen what was seen so far, for the message when time runs out: {@code VMware Tools not
   *     running, eth0 connected, no address}
   */
  record NotYet(String seen) implements Readiness {}

  static Readiness ready() {
    return new Ready();
  }
}
