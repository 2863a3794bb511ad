package dev.provision.run;

/** Tries whether a TCP port answers. Safe for use by many threads. */
@FunctionalInterface
public interface Dialer {
  /**
   * Opens one TCP connection and closes it again; sends nothing.
   *
   * @return whether it opened within the dialer's own short time limit
   */
  boolean answers(String host, int port);
}
