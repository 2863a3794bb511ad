package dev.provision.spi;

import java.util.Objects;

/** Whether dependants may start, as {@code wait_for} asks. */
public sealed interface Readiness {
  /** Dependants may start. */
  record Ready() implements Readiness {}

  /**
   * Not yet.
   *
   * @param seen what was seen so far, for the message when time runs out: {@code VMware Tools not
   *     running, eth0 connected, no address}
   */
  record NotYet(String seen) implements Readiness {}

  /**
   * Ready once a TCP connection to this host and port can be opened. The engine tries that; kinds
   * call nothing.
   *
   * @param host a name or an address
   * @param seen what to say while there is no answer: {@code nothing answers on 10.0.0.5:22}
   */
  record WhenReachable(String host, int port, String seen) implements Readiness {
    public WhenReachable {
      Objects.requireNonNull(host);
      Objects.requireNonNull(seen);
    }
  }

  static Readiness ready() {
    return new Ready();
  }
}
