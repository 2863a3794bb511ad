package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.LockKey;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Observation;
import java.util.Set;

/** A kind whose steps edit objects besides their own, or wait for others to let go of them. */
public interface Locked<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Objects that its steps edit besides its own: the cluster whose rules they change. Pure. */
  Set<LockKey> edits(D desired, R read);

  /** Objects that making it edits, besides {@link #edits}: the datastore that it is cloned from. */
  default Set<LockKey> takes(D desired) {
    return Set.of();
  }

  /**
   * Others of the environment that must let go of something first. Their steps come before its own
   * where they have some; those that wait for each other do not, so a step has to bear with one
   * that has not let go yet. Pure.
   */
  default Set<Address> before(D desired, Observation<O> seen, R read) {
    return Set.of();
  }
}
