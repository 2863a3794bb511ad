package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;
import java.util.Set;

/** A kind whose things one resource alone may have: a disk is in one machine. */
public interface Exclusive<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * Kinds of which only one resource may refer to one of this kind.
   *
   * @return words of addresses, {@code instance}
   */
  Set<String> heldByOne();
}
