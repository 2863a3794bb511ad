package dev.provision.simulator.serve;

/**
 * How much of this machine clients may take.
 *
 * @param bodyBytes of one call's envelope
 * @param uploadBytes of one file; none is kept, but it holds a thread while it comes
 * @param sessions that are logged in at once
 * @param requests at once; a connection beyond them is closed
 * @param waits for updates at once; one more is answered at once, without news
 * @param waitSeconds the longest wait for updates (vSphere API, {@code WaitOptions}: a server may
 *     end it sooner than the client asked for)
 * @param stateBytes of the lab's file of state; beyond them only reading and deleting is let
 *     through
 */
public record Limits(
    long bodyBytes,
    long uploadBytes,
    int sessions,
    int requests,
    int waits,
    int waitSeconds,
    long stateBytes) {
  public static final Limits DEFAULT =
      new Limits(8L << 20, 1L << 40, 100, 128, 64, 600, 256L << 20);
}
