package dev.provision.syntax;

import dev.provision.diagnostic.Span;

/**
 * What was written at one place. A node that is reached through an alias has its anchor's place.
 */
public sealed interface Node permits Scalar, Sequence, Mapping, Pending {
  Span span();

  /** What messages call it: {@code a text}, {@code a list}, {@code a mapping}. */
  String kind();
}
