package dev.provision.spi;

/** A kind that exists only in the playbook and is never planned or counted, such as a flavor. */
public non-sealed interface ValueKind<S extends Record, R, W> extends Kind<S, R, W> {
  /** What resources that refer to it get from it. */
  Object exported(Declaration<S> declaration);
}
