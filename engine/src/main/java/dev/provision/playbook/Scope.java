package dev.provision.playbook;

import dev.provision.diagnostic.Checked;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import dev.provision.template.Evaluator;
import dev.provision.template.Resources;
import dev.provision.template.Variables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that the expressions of a play may read. A variable that could not be evaluated is
 * reported once; whatever reads it is then left without a value and without a message.
 *
 * @param broken names of such variables
 */
public record Scope(Variables variables, Set<String> broken) {
  public Scope {
    Objects.requireNonNull(variables);
    broken = Set.copyOf(broken);
  }

  /**
   * The scope after variables were evaluated with mistakes.
   *
   * @param names the variables that were to be evaluated
   */
  static Scope withMistakes(Variables variables, Set<String> names) {
    Set<String> broken = new LinkedHashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (String name : names) {
        boolean bad =
            variables.get(name).filter(Node.class::isInstance).map(Node.class::cast).stream()
                .anyMatch(node -> isUnevaluated(node) || reads(node, broken));
        more |= bad && broken.add(name);
      }
    }
    return new Scope(variables, broken);
  }

  public Scope with(String name, Object value) {
    return new Scope(variables.with(name, value), broken);
  }

  public Scope withResources(Resources known) {
    return new Scope(variables.withResources(known), broken);
  }

  Scope withBroken(String name) {
    Set<String> all = new LinkedHashSet<>(broken);
    all.add(name);
    return new Scope(variables.with(name, ""), all);
  }

  /**
   * Evaluates a tree.
   *
   * @return no value and no diagnostics when it reads a broken variable
   */
  public Checked<Node> evaluate(Node node) {
    Checked<Node> result = Evaluator.evaluate(node, variables);
    boolean hopeless =
        !broken.isEmpty()
            && (mentions(node) || result.value().filter(v -> reads(v, broken)).isPresent());
    return hopeless ? Checked.failed(List.of()) : result;
  }

  private boolean mentions(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.text().contains("${")
          && broken.stream()
              .anyMatch(
                  name -> Pattern.compile("\\b" + name + "\\b").matcher(scalar.text()).find());
    }
    return children(node).stream().anyMatch(this::mentions);
  }

  private static boolean isUnevaluated(Node node) {
    if (node instanceof Scalar scalar) {
      String text = scalar.text();
      boolean form = text.contains("${") || text.contains("{{") || text.contains("<#");
      return form && !scalar.written().isEmpty();
    }
    return children(node).stream().anyMatch(Scope::isUnevaluated);
  }

  private static boolean reads(Node node, Set<String> names) {
    Provenance from =
        node instanceof Scalar scalar
            ? scalar.provenance()
            : node instanceof Pending pending ? pending.provenance() : Provenance.LITERAL;
    return names.stream().anyMatch(name -> from.sources().contains("variable " + name))
        || children(node).stream().anyMatch(child -> reads(child, names));
  }

  private static List<Node> children(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping.entries().stream().map(Mapping.Entry::value).toList();
    }
    return node instanceof Sequence list ? list.items() : List.of();
  }
}
