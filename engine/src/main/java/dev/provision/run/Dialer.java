package dev.provision.run;

/** Tries whether somebody listens at a place in the network. Safe for use by many threads. */
@FunctionalInterface
public interface Dialer {
  /**
   * Opens one TCP connection and closes it again; nothing is sent.
   *
   * @return whether it was opened within the dialer's own short time
   */
  boolean answers(String host, int port);
}
