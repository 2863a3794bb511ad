package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.LockKey;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Observation;
import java.util.Set;

/**
 * A kind whose steps edit objects besides their own, or wait until other resources release
 * something.
 */
public interface Locked<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** The objects that its steps edit besides its own: the cluster whose rules they change. Pure. */
  Set<LockKey> edits(D desired, R read);

  /**
   * The objects that creation edits in addition to {@link #edits}: the datastore that it is cloned
   * from.
   */
  default Set<LockKey> takes(D desired) {
    return Set.of();
  }

  /** Objects that taking one away edits, or giving it back, which no line declares any more. */
  default Set<LockKey> leaves(O seen) {
    return Set.of();
  }

  /**
   * Other resources of the environment that must release something first. Their steps come before
   * this one where they have steps. Resources that wait for each other get no such order, so a step
   * must cope with one that has not released yet. Pure.
   */
  default Set<Address> before(D desired, Observation<O> seen, R read) {
    return Set.of();
  }
}
