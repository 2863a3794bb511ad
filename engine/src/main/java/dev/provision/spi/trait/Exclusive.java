package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;
import java.util.Set;

/** A kind whose objects only one resource may use: a disk is in one machine. */
public interface Exclusive<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * The kinds of which only one resource may refer to the same resource of this kind.
   *
   * @return kind words of addresses, {@code instance}
   */
  Set<String> heldByOne();
}
