package dev.provision.spi;

/** A kind that exists in the playbook only and is never planned or counted, such as a flavor. */
public non-sealed interface ValueKind<S extends Record, R, W> extends Kind<S, R, W> {
  /** What those who refer to it get of it. */
  Object exported(Declaration<S> declaration);
}
