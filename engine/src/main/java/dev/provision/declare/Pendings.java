package dev.provision.declare;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.syntax.AttributeReference;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is still unknown in a tree, what it was computed from, and what is secret in it. */
final class Pendings {
  private Pendings() {}

  /** Every expression that waits for another resource, in the order of the file. */
  static List<Pending> all(Node node) {
    List<Pending> found = new ArrayList<>();
    collect(node, found);
    return found;
  }

  static Optional<Pending> first(Node node) {
    return all(node).stream().findFirst();
  }

  /** The attributes of other resources that the expressions of a tree read, with positions. */
  static List<Use> uses(Node node) {
    List<Use> uses = new ArrayList<>();
    for (Pending pending : all(node)) {
      pending.references().stream()
          .sorted()
          .forEach(reference -> uses.add(new Use(reference, pending.span())));
    }
    return uses;
  }

  /** Whether one of the scalars, by identity, is in a tree. */
  static boolean contains(Node node, Set<Scalar> scalars) {
    return (node instanceof Scalar scalar && scalars.contains(scalar))
        || children(node).stream().anyMatch(child -> contains(child, scalars));
  }

  /** The message when a value must be known. */
  static Diagnostic refusal(String field, Pending pending) {
    AttributeReference first = pending.references().stream().sorted().findFirst().orElseThrow();
    return Diagnostic.error(
        "`" + field + "` cannot depend on `" + first + "`, which is known only after apply",
        pending.span());
  }

  static Provenance provenance(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.provenance();
    }
    if (node instanceof Pending pending) {
      return pending.provenance();
    }
    Provenance all = Provenance.LITERAL;
    for (Node child : children(node)) {
      all = all.and(provenance(child));
    }
    return all;
  }

  /** A message in which no secret of a tree is repeated. */
  static String withoutSecrets(String message, Node node) {
    if (node instanceof Scalar scalar && scalar.sensitive() && !scalar.text().isEmpty()) {
      return message.replace("`" + scalar.text() + "`", "`" + scalar + "`");
    }
    String shown = message;
    for (Node child : children(node)) {
      shown = withoutSecrets(shown, child);
    }
    return shown;
  }

  private static void collect(Node node, List<Pending> found) {
    if (node instanceof Pending pending) {
      found.add(pending);
    }
    children(node).forEach(child -> collect(child, found));
  }

  private static List<Node> children(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping.entries().stream().map(Mapping.Entry::value).toList();
    }
    return node instanceof Sequence sequence ? sequence.items() : List.of();
  }
}
