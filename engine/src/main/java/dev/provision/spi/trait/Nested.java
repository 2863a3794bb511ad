package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;

/** A kind whose things stand in each other: a folder in a folder. The outer one comes first. */
public interface Nested<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Whether one stands in another of its kind. */
  boolean isInside(Declaration<S> inner, Declaration<S> outer);
}
