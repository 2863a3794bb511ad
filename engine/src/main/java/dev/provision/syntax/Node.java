package dev.provision.syntax;

import dev.provision.diagnostic.Span;

/**
 * A piece of YAML with its position. A node used through an alias has the position of its anchor.
 */
public sealed interface Node permits Scalar, Sequence, Mapping, Pending {
  Span span();

  /** The noun for it in messages: {@code a text}, {@code a list}, {@code a mapping}. */
  String kind();
}
