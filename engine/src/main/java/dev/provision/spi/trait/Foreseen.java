package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;

/**
 * A kind whose things others find in the world by name and by path. A plan shows them the world
 * with what it is going to make, so that one playbook can make a place and put something there.
 */
public interface Foreseen<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** What is read, as it will be once this one is made. Pure. */
  R foreseen(D desired, R read);
}
