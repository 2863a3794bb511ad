package dev.provision.rules;

import dev.provision.diagnostic.Span;
import dev.provision.syntax.Node;
import dev.provision.syntax.Scalar;
import java.util.Objects;
import java.util.Set;

/**
 * One rule.
 *
 * @param span the position of its name
 * @param each the kinds that it is asked about, resource by resource; empty for a rule about the
 *     plan as a whole
 * @param condition an expression, which has to be true
 * @param message why it refuses, with expressions
 */
record Rule(String name, Span span, Set<String> each, Scalar condition, Node message) {
  Rule {
    Objects.requireNonNull(name);
    Objects.requireNonNull(span);
    each = Set.copyOf(each);
    Objects.requireNonNull(condition);
    Objects.requireNonNull(message);
  }

  /** Whether it is asked about resources of this kind. */
  boolean isAbout(String kind) {
    return each.contains(kind) || each.contains(ANY);
  }

  /** Stands for all kinds. */
  static final String ANY = "any";
}
