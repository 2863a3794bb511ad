package dev.provision.syntax;

import java.util.Set;

/**
 * A scalar whose expression reads attributes of other resources, which are not known yet. It stands
 * where its value will stand, so that nothing can take a placeholder for a value. Parsing makes
 * none: evaluation does.
 */
public non-sealed interface Pending extends Node {
  /** The scalar as it was written. */
  Scalar source();

  /** What is read of other resources; never empty. */
  Set<AttributeReference> references();

  /** What else the value is made of. */
  Provenance provenance();

  @Override
  default String kind() {
    return "an expression";
  }
}
