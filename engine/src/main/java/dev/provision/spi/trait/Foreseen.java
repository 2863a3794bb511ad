package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;
import dev.provision.spi.Observation;

/**
 * A kind whose objects others find by name or path. A plan adds the objects it will create to the
 * snapshot, so that one playbook can create a folder and put something in it.
 */
public interface Foreseen<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * The snapshot as it will be after this resource is created, or has the name and the place that
   * are declared. Pure.
   *
   * @param seen the resource as it is now
   */
  R foreseen(D desired, Observation<O> seen, R read);
}
