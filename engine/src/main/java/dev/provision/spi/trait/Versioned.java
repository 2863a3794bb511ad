package dev.provision.spi.trait;

import dev.provision.spi.Fitted;
import dev.provision.spi.ManagedKind;

/** A kind with fields that some servers do not have yet, or any more. */
public interface Versioned<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * What is wanted, without what means nothing on the server at hand. All that follows is told of
   * this and of nothing else. Pure.
   */
  Fitted<D> fitted(D desired, R read);
}
