package dev.provision.run;

import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Readiness;
import java.util.Set;

/** What a step does next, decided from the present snapshot. */
sealed interface Next<W> {
  /** It is over. */
  record Done<W>(Outcome outcome) implements Next<W> {}

  /** It looks again after the next poll. */
  record Await<W>(String what) implements Next<W> {}

  /** It tries a place in the network, and is over when that answers. */
  record Dial<W>(Readiness.WhenReachable place) implements Next<W> {}

  /** It looks again after a pause, because what was made is not to be seen yet. */
  record LookAgain<W>(String what) implements Next<W> {}

  /**
   * It writes.
   *
   * @param verb for messages: {@code create}
   */
  record Write<W>(Verb verb, Set<LockKey> locks, Deed<W> deed) implements Next<W> {
    public Write {
      locks = Set.copyOf(locks);
    }
  }

  /** One write, done by a worker. */
  @FunctionalInterface
  interface Deed<W> {
    void with(W write) throws ModuleException, InterruptedException;
  }
}
