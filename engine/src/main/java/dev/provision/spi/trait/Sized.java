package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;
import dev.provision.spi.Observation;
import dev.provision.spi.ReadSession.Usage;

/** A kind whose objects take processors, memory or disk, which rules may limit in all. */
public interface Sized<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * What one takes once it is as declared; what it has already where the declaration says nothing.
   * Pure.
   */
  Usage usage(D desired, Observation<O> seen);
}
