package dev.provision.spi;

import java.time.Clock;
import java.time.Duration;

/**
 * A session on a copy of a world, which can be changed without changing the world. The copy has a
 * time of its own: work of ten minutes is over at once, and has taken ten minutes by its clock.
 */
public interface Rehearsal<R, W> extends AutoCloseable {
  Session<R, W> session();

  /** Where the copy is from, for people: {@code vc.lab.local}. */
  String original();

  /** How many objects the copy holds. */
  int objects();

  /** The copy's time. */
  Clock clock();

  /** Lets the copy's time pass, for who waits outside of it. */
  void pass(Duration by);

  /** Drops the copy; never throws. */
  @Override
  void close();
}
