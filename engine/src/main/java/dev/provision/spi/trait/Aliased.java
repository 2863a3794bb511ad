package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;

/** A kind of which two declarations may be one thing of the world. */
public interface Aliased<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** What a declaration stands for: equal for two that are seen to be one thing. */
  String standsFor(Declaration<S> declaration);
}
