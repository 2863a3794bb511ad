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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names that the expressions of a play may read. A variable that could not be evaluated is
 * reported once; whatever reads it is then left without a value and without a message.
 *
 * @param broken names of such variables
 */
public record Scope(Variables variables, Set<String> broken) {
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** What the sources of a value say before the name of a variable. */
  private static final String VARIABLE = "variable ";

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
    Map<String, List<String>> readers = new HashMap<>();
    Deque<String> next = new ArrayDeque<>();
    for (String name : names) {
      if (variables.get(name).orElse("") instanceof Node node) {
        if (isUnevaluated(node)) {
          next.add(name);
        }
        read(node).forEach(each -> readers.computeIfAbsent(each, n -> new ArrayList<>()).add(name));
      }
    }
    Set<String> broken = new LinkedHashSet<>();
    while (!next.isEmpty()) {
      String name = next.remove();
      if (broken.add(name)) {
        next.addAll(readers.getOrDefault(name, List.of()));
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
            && (mentions(node)
                || result.value().filter(v -> read(v).anyMatch(broken::contains)).isPresent());
    return hopeless ? Checked.failed(List.of()) : result;
  }

  private boolean mentions(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.text().contains("${")
          && WORD.matcher(scalar.text()).results().anyMatch(each -> broken.contains(each.group()));
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

  /** The variables that a value was made of. */
  private static Stream<String> read(Node node) {
    Provenance from =
        node instanceof Scalar scalar
            ? scalar.provenance()
            : node instanceof Pending pending ? pending.provenance() : Provenance.LITERAL;
    return Stream.concat(
        from.sources().stream()
            .filter(source -> source.startsWith(VARIABLE))
            .map(source -> source.substring(VARIABLE.length())),
        children(node).stream().flatMap(Scope::read));
  }

  private static List<Node> children(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping.entries().stream().map(Mapping.Entry::value).toList();
    }
    return node instanceof Sequence list ? list.items() : List.of();
  }
}
