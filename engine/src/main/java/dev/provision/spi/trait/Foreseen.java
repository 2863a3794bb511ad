package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;

/**
 * A kind whose objects others find by name or path. A plan adds the objects it will create to the
 * snapshot, so that one playbook can create a folder and put something in it.
 */
public interface Foreseen<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** The snapshot as it will be after this resource is created. Pure. */
  R foreseen(D desired, R read);
}
