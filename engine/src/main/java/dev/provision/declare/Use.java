package dev.provision.declare;

import dev.provision.diagnostic.Span;
import dev.provision.syntax.AttributeReference;
import java.util.Objects;

/** An expression reading another resource's attribute, and where it does. */
public record Use(AttributeReference reference, Span span) {
  public Use {
    Objects.requireNonNull(reference);
    Objects.requireNonNull(span);
  }
}
