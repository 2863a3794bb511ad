package dev.provision.spi;

import java.util.Set;

/**
 * A connection that cannot change anything: its wires throw on everything that is not a read. Safe
 * for use by many threads.
 */
public interface ReadSession<R> extends AutoCloseable {
  /** Where we are, for people: {@code vc.lab.local, /DC0/host/DC0_C0}. */
  String target();

  /** Reads the world in bulk; the result is a snapshot in memory. */
  R survey(Survey what) throws ModuleException, InterruptedException;

  /**
   * Reads again, in bulk, what these addresses stand for, and returns a new snapshot; resources
   * that were made since are found.
   */
  R refresh(Set<Address> changed) throws ModuleException, InterruptedException;

  /** Logs out; safe to call twice; never throws. */
  @Override
  void close();
}
