package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.syntax.AnsibleForm;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces expressions by their values. A scalar that comes from an expression or an option is not
 * evaluated again. A scalar that waits for attributes of other resources becomes a {@link
 * Resolvable}; one with a mistake stays as it was.
 */
public final class Evaluator {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "</?#(if|elseif|else|list|items|sep|assign|local|global|macro|function|"
              + "switch|case|include|import|return|break|attempt|noparse|ftl|setting|--)\\b?");

  /** How many are reported for one scalar. */
  private static final int MOST_FOREIGN = 20;

  private Evaluator() {}

  /** Evaluates a tree, and returns the mistakes of all its scalars together. */
  public static Checked<Node> evaluate(Node tree, Variables variables) {
    Set<Diagnostic> found = new LinkedHashSet<>();
    Node result = walk(tree, variables, found);
    return tree instanceof Scalar && !found.isEmpty()
        ? Checked.failed(List.copyOf(found))
        : Checked.of(result, List.copyOf(found));
  }

  /**
   * Evaluates {@code vars}, which may read each other and the outer variables, and adds them to the
   * outer variables.
   */
  public static Checked<Variables> declare(Mapping vars, Variables outer) {
    return new Declarations(vars, outer).evaluate();
  }

  private static Node walk(Node node, Variables variables, Set<Diagnostic> found) {
    if (node instanceof Scalar scalar) {
      Checked<Node> checked = scalar(scalar, variables);
      found.addAll(checked.diagnostics());
      return checked.value().orElse(scalar);
    }
    if (node instanceof Sequence list) {
      List<Node> items = new ArrayList<>();
      list.items().forEach(item -> items.add(walk(item, variables, found)));
      return new Sequence(items, list.span());
    }
    if (node instanceof Mapping mapping) {
      List<Mapping.Entry> entries = new ArrayList<>();
      for (Mapping.Entry entry : mapping.entries()) {
        refuseInKey(entry.key(), found);
        entries.add(new Mapping.Entry(entry.key(), walk(entry.value(), variables, found)));
      }
      return new Mapping(entries, mapping.span());
    }
    if (node instanceof Pending) {
      return node;
    }
    throw new AssertionError(node);
  }

  private static void refuseInKey(Scalar key, Set<Diagnostic> found) {
    int at = key.text().replace("$${", "   ").indexOf("${");
    if (at >= 0 && isWritten(key)) {
      found.add(Diagnostic.error("an expression cannot stand in a key", key.at(at, at + 2)));
    }
  }

  /** Values are not evaluated again, and neither is what does not come from a file. */
  private static boolean isWritten(Scalar scalar) {
    return !scalar.written().isEmpty();
  }

  private static Checked<Node> scalar(Scalar scalar, Variables variables) {
    String text = scalar.text();
    boolean expressions = text.contains("${");
    if (!isWritten(scalar)) {
      return Checked.of(scalar);
    }
    if (!expressions && !text.contains("{{") && !text.contains("<#") && !text.contains("</#")) {
      return Checked.of(scalar);
    }
    List<Interpolation.Part> parts;
    try {
      parts = Interpolation.split(text);
    } catch (Interpolation.Broken e) {
      return Checked.failed(Diagnostic.error(e.getMessage(), scalar.at(e.start, e.end)));
    }
    List<Diagnostic> foreign = foreign(scalar, parts);
    if (!foreign.isEmpty()) {
      return Checked.failed(foreign);
    }
    if (parts.stream().anyMatch(Interpolation.Part::isExpression)) {
      return new ScalarEvaluation(scalar, variables).evaluate(parts);
    }
    String literal = parts.get(0).text();
    return Checked.of(
        literal.equals(text)
            ? scalar
            : Scalar.of(literal, scalar.style(), scalar.span(), scalar.provenance()));
  }

  /** Detects the syntax of other languages, which would silently stay as text. */
  private static List<Diagnostic> foreign(Scalar scalar, List<Interpolation.Part> parts) {
    List<Diagnostic> found = new ArrayList<>();
    String text = scalar.text();
    Optional<AnsibleForm> form = AnsibleForm.find(text, 0);
    while (form.isPresent() && found.size() < MOST_FOREIGN) {
      AnsibleForm one = form.get();
      if (!isInExpression(one.start(), parts)) {
        found.add(
            Diagnostic.error(one.message(), scalar.at(one.start(), one.end()))
                .withHint("to keep the text as it is, write its first brace as `${'{'}`"));
      }
      form = AnsibleForm.find(text, one.end());
    }
    Matcher directive = DIRECTIVE.matcher(text);
    while (directive.find() && found.size() < MOST_FOREIGN) {
      if (!isInExpression(directive.start(), parts)) {
        found.add(
            Diagnostic.error(
                    "`" + directive.group() + "` works only in a file under `templates/`",
                    scalar.at(directive.start(), directive.end()))
                .withHint("a choice inside an expression is `${condition?then(a, b)}`"));
      }
    }
    return found;
  }

  private static boolean isInExpression(int offset, List<Interpolation.Part> parts) {
    int low = 0;
    int high = parts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (parts.get(middle).start() - 1 <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Interpolation.Part last = parts.get(low);
    return last.isExpression()
        && offset >= last.start() - 1
        && offset < last.start() + last.text().length();
  }
}
