package dev.provision.graph;

import dev.provision.diagnostic.Span;
import dev.provision.playbook.Vocabulary;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reduces a playbook to what is needed to connect: its variables and its connection. */
final class ConnectionOnly {
  private static final String NAME = "name";

  private ConnectionOnly() {}

  /**
   * @param environment the name to give each play; empty to keep its own, or to number those
   *     without one
   */
  static Node of(Node root, Vocabulary vocabulary, Optional<String> environment) {
    if (root instanceof Sequence plays) {
      List<Node> reduced = new ArrayList<>();
      for (Node play : plays.items()) {
        reduced.add(reduced(play, vocabulary, environment, "play-" + (reduced.size() + 1)));
      }
      return new Sequence(reduced, root.span());
    }
    return reduced(root, vocabulary, environment, "connection");
  }

  private static Node reduced(
      Node node, Vocabulary vocabulary, Optional<String> environment, String otherwise) {
    if (!(node instanceof Mapping play)) {
      return node;
    }
    List<Mapping.Entry> entries = new ArrayList<>();
    for (Mapping.Entry entry : play.entries()) {
      boolean resources =
          vocabulary.sections().contains(entry.name()) || entry.name().equals("outputs");
      if (!resources && !(entry.name().equals(NAME) && environment.isPresent())) {
        entries.add(entry);
      }
    }
    if (environment.isPresent() || play.get(NAME).isEmpty()) {
      entries.add(0, entry(environment.orElse(otherwise), node.span()));
    }
    return new Mapping(entries, node.span());
  }

  private static Mapping.Entry entry(String name, Span span) {
    return new Mapping.Entry(scalar(NAME, span), scalar(name, span));
  }

  private static Scalar scalar(String text, Span span) {
    return Scalar.of(text, Scalar.Style.PLAIN, span, Provenance.LITERAL);
  }
}
