package dev.provision.simulator.serve;

/**
 * How much of this machine clients may take.
 *
 * @param callBytes of one call's envelope
 * @param uploadBytes of one file; it holds a thread while it comes
 * @param keptBytes of the largest file of a datastore that is kept whole, in the lab's state
 * @param sessions that are logged in at once
 * @param requests at once; a connection beyond them is closed
 * @param waits for updates at once; one more is answered at once, without news
 * @param waitSeconds the longest wait for updates (vSphere API, {@code WaitOptions}: a server may
 *     end it sooner than the client asked for)
 * @param stateBytes of the lab's file of state; beyond them only reading and deleting is let
 *     through
 */
public record Limits(
    long callBytes,
    long uploadBytes,
    int keptBytes,
    int sessions,
    int requests,
    int waits,
    int waitSeconds,
    long stateBytes) {
  public static final Limits DEFAULT =
      new Limits(8L << 20, 1L << 40, 1 << 20, 100, 128, 64, 600, 256L << 20);
}
