package dev.provision.spi;

import java.time.Clock;
import java.time.Duration;

/**
 * A session on a copy of the world, which can be changed without changing the world. The copy has
 * its own clock: work of ten minutes ends at once, and by that clock it took ten minutes.
 */
public interface Rehearsal<R, W> extends AutoCloseable {
  Session<R, W> session();

  /** Which server the copy was made from, for people: {@code vc.lab.local}. */
  String original();

  /** The number of objects in the copy. */
  int objects();

  /** The clock of the copy. */
  Clock clock();

  /** Advances the clock of the copy, for callers that wait outside it. */
  void pass(Duration by);

  /** Discards the copy; never throws. */
  @Override
  void close();
}
