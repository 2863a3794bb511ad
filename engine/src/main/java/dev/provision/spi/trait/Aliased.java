package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;

/** A kind where two declarations can mean the same object. */
public interface Aliased<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * Identifies the object that a declaration means: equal for two declarations that clearly mean
   * the same one.
   */
  String standsFor(Declaration<S> declaration);
}
