package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;

/** A kind whose objects contain each other: a folder in a folder. The outer one comes first. */
public interface Nested<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Whether one declaration lies inside another of this kind. */
  boolean isInside(Declaration<S> inner, Declaration<S> outer);
}
