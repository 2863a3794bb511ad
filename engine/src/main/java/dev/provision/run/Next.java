package dev.provision.run;

import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Readiness;
import java.util.Set;

/** What a step does next, decided from the current snapshot. */
sealed interface Next<W> {
  /** The step has ended. */
  record Done<W>(Outcome outcome) implements Next<W> {}

  /** Look again at the next poll. */
  record Await<W>(String what) implements Next<W> {}

  /** Try a port; the step ends when it answers. */
  record Dial<W>(Readiness.WhenReachable place) implements Next<W> {}

  /** Look again after a pause, because the created object cannot be seen yet. */
  record LookAgain<W>(String what) implements Next<W> {}

  /**
   * Write.
   *
   * @param verb for messages: {@code create}
   */
  record Write<W>(Verb verb, Set<LockKey> locks, Activity<W> activity) implements Next<W> {
    public Write {
      locks = Set.copyOf(locks);
    }
  }

  /** One write, run by a worker. */
  @FunctionalInterface
  interface Activity<W> {
    void with(W write) throws ModuleException, InterruptedException;
  }
}
