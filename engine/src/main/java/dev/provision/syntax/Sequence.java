package dev.provision.syntax;

import dev.provision.diagnostic.Span;
import java.util.List;

/** A list. */
public record Sequence(List<Node> items, Span span) implements Node {
  public Sequence {
    items = List.copyOf(items);
  }

  @Override
  public String kind() {
    return "a list";
  }
}
