package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates {@code vars}. The values may read each other in any order: a variable that is needed
 * earlier is evaluated at that moment.
 */
final class Declarations {
  /** How many variables may be under evaluation at once. */
  private static final int DEEPEST = 100;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Names that are words of the expression language. */
  private static final Set<String> WORDS =
      Set.of("true", "false", "gt", "gte", "lt", "lte", "as", "in", "using");

  private final Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
  private final Map<String, Node> done = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();
  private final Set<Diagnostic> found = new LinkedHashSet<>();
  private final Variables outer;
  private final Variables scope;

  Declarations(Mapping vars, Variables outer) {
    this.outer = outer;
    for (Mapping.Entry entry : vars.entries()) {
      if (isNameable(entry.key())) {
        entries.put(entry.name(), entry);
      }
    }
    this.scope = outer.withLater(entries.keySet(), this::value);
  }

  Checked<Variables> evaluate() {
    Set<String> seen = new HashSet<>();
    entries.keySet().forEach(name -> evaluateInOrder(name, seen));
    return Checked.of(outer.withAll(done), List.copyOf(found));
  }

  /**
   * Evaluates the variables that a value mentions before the value, so that a chain of thousands of
   * variables does not become as deep a recursion. Variables that need each other are evaluated
   * when met, and reported.
   */
  private void evaluateInOrder(String first, Set<String> seen) {
    Map<String, Iterator<String>> path = new LinkedHashMap<>();
    Deque<String> last = new ArrayDeque<>();
    String next = seen.add(first) ? first : null;
    while (next != null || !last.isEmpty()) {
      if (next != null) {
        path.put(next, mentioned(entries.get(next).value()).iterator());
        last.push(next);
      }
      Iterator<String> rest = path.get(last.element());
      next = null;
      while (next == null && rest.hasNext()) {
        String name = rest.next();
        if (seen.add(name)) {
          next = name;
        } else if (path.containsKey(name)) {
          value(name);
        }
      }
      if (next == null) {
        path.remove(last.element());
        value(last.pop());
      }
    }
  }

  /** The variables whose names occur in the expressions of a value. */
  private Set<String> mentioned(Node value) {
    Set<String> names = new LinkedHashSet<>();
    Deque<Node> rest = new ArrayDeque<>(List.of(value));
    while (!rest.isEmpty()) {
      Node node = rest.pop();
      if (node instanceof Sequence list) {
        rest.addAll(list.items());
      } else if (node instanceof Mapping mapping) {
        mapping.entries().forEach(entry -> rest.add(entry.value()));
      } else if (node instanceof Scalar scalar && scalar.text().contains("${")) {
        Matcher word = NAME.matcher(scalar.text());
        while (word.find()) {
          if (entries.containsKey(word.group())) {
            names.add(word.group());
          }
        }
      }
    }
    return names;
  }

  private Optional<Node> value(String name) {
    Mapping.Entry entry = entries.get(name);
    if (entry == null || done.containsKey(name)) {
      return Optional.ofNullable(done.get(name));
    }
    if (open.contains(name)) {
      found.add(cycle(name));
      Span span = entry.value().span();
      return Optional.of(Scalar.of("?", Scalar.Style.QUOTED, span, Provenance.LITERAL));
    }
    if (open.size() == DEEPEST) {
      found.add(
          Diagnostic.error(
              "`" + name + "` is read through a circle of more than " + DEEPEST + " variables",
              entry.key().span()));
      return Optional.of(
          Scalar.of("?", Scalar.Style.QUOTED, entry.value().span(), Provenance.LITERAL));
    }
    open.add(name);
    Checked<Node> value = Evaluator.evaluate(entry.value(), scope);
    open.remove(open.size() - 1);
    found.addAll(value.diagnostics());
    done.put(name, value.value().orElse(entry.value()));
    return Optional.of(done.get(name));
  }

  private Diagnostic cycle(String name) {
    List<String> names = new ArrayList<>(open.subList(open.indexOf(name), open.size()));
    List<Diagnostic.Related> places = new ArrayList<>();
    for (String one : names.subList(1, names.size())) {
      places.add(new Diagnostic.Related("through `" + one + "`", entries.get(one).key().span()));
    }
    String message =
        names.size() == 1
            ? "the variable `" + name + "` reads itself"
            : "the variable `"
                + name
                + "` reads itself: "
                + String.join(" -> ", names)
                + " -> "
                + name;
    return Diagnostic.error(message, entries.get(name).key().span()).withRelated(places);
  }

  private boolean isNameable(Scalar key) {
    String name = key.text();
    boolean reserved =
        Variables.RESERVED.contains(name)
            || WORDS.contains(name)
            || outer.resources().sections().contains(name);
    if (reserved) {
      found.add(
          Diagnostic.error(
              "`" + name + "` has a meaning of its own and cannot name a variable", key.span()));
    } else if (!NAME.matcher(name).matches()) {
      found.add(
          Diagnostic.error(
              "`" + name + "` cannot name a variable: only letters, digits and `_` can",
              key.span()));
      return false;
    }
    return !reserved;
  }
}
