package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.playbook.Scope;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import dev.provision.template.Resolvable;
import dev.provision.template.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A tree after its expressions were evaluated.
 *
 * @param broken the scalars that could not be, which stand in the tree as they were; one mistake
 *     about each is enough. Compared by identity
 */
record Evaluated(Node node, Set<Scalar> broken, List<Diagnostic> diagnostics) {
  static Evaluated of(Node tree, Scope scope) {
    return new Walk(node -> node instanceof Scalar ? scope.evaluate(node) : null).over(tree);
  }

  /** Evaluates again the parts that wait for other resources. */
  Evaluated resolved(Resources known) {
    return new Walk(node -> node instanceof Resolvable p ? p.resolve(known) : null).over(node);
  }

  /** Replaces some nodes of a tree. */
  private static final class Walk {
    private final Function<Node, Checked<Node>> replacement;
    private final Set<Scalar> broken = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /**
     * @param replacement null for a node that stays
     */
    Walk(Function<Node, Checked<Node>> replacement) {
      this.replacement = replacement;
    }

    Evaluated over(Node tree) {
      return new Evaluated(replaced(tree), broken, diagnostics);
    }

    private Node replaced(Node node) {
      Checked<Node> instead = replacement.apply(node);
      if (instead != null) {
        return replaced(node, instead);
      }
      if (node instanceof Sequence list) {
        return new Sequence(list.items().stream().map(this::replaced).toList(), list.span());
      }
      if (node instanceof Mapping mapping) {
        List<Mapping.Entry> entries = new ArrayList<>();
        for (Mapping.Entry entry : mapping.entries()) {
          entries.add(new Mapping.Entry(entry.key(), replaced(entry.value())));
        }
        return new Mapping(entries, mapping.span());
      }
      return node;
    }

    private Node replaced(Node node, Checked<Node> instead) {
      diagnostics.addAll(instead.diagnostics());
      Node result = instead.value().orElse(node);
      if (instead.value().isEmpty()) {
        Scalar source = node instanceof Pending pending ? pending.source() : (Scalar) node;
        broken.add(source);
        return source;
      }
      return result;
    }
  }
}
