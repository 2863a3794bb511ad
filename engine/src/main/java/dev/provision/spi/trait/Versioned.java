package dev.provision.spi.trait;

import dev.provision.spi.Fitted;
import dev.provision.spi.ManagedKind;

/** A kind with fields that some servers do not support yet, or no longer support. */
public interface Versioned<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * The desired state without what the connected server does not support. Everything after this
   * call uses only the result. Pure.
   */
  Fitted<D> fitted(D desired, R read);
}
