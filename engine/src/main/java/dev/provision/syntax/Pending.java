package dev.provision.syntax;

import java.util.Set;

/**
 * A scalar whose expression reads attributes of other resources that are not known yet. It is a
 * type of its own, so that nothing mistakes a placeholder for a value. Evaluation makes them, not
 * parsing.
 */
public non-sealed interface Pending extends Node {
  /** The scalar as it was written. */
  Scalar source();

  /** The attributes of other resources that it reads; never empty. */
  Set<AttributeReference> references();

  /** What else the value is computed from. */
  Provenance provenance();

  @Override
  default String kind() {
    return "an expression";
  }
}
