package dev.provision.spi.trait;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;

/**
 * A kind whose fields can get their values from another declaration: the memory of an instance from
 * its flavor.
 */
public interface Traced<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Where in the playbook the value of a changed field is written. */
  Span origin(Declaration<S> declaration, D desired, String field);
}
