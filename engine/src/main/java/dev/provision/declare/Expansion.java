package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Scope;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One resource that a declaration makes.
 *
 * @param name {@code web}, {@code web-1}
 * @param scope the play's, with {@code index} and {@code each}
 */
record Expansion(String name, Scope scope) {
  private static final int MOST = 10_000;
  private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,8}");

  /**
   * The resources that {@code count} or {@code for_each} make of one declaration; the declaration
   * itself without either.
   *
   * @return no value after a mistake
   */
  static Checked<List<Expansion>> of(String name, Mapping body, Scope scope) {
    Optional<Mapping.Entry> count = body.entry("count");
    Optional<Mapping.Entry> forEach = body.entry("for_each");
    if (count.isPresent() && forEach.isPresent()) {
      return Checked.failed(
          Diagnostic.error(
                  "only one of `count` and `for_each` can be given", forEach.get().key().span())
              .withRelated(
                  List.of(new Diagnostic.Related("the other one", count.get().key().span()))));
    }
    if (count.isPresent()) {
      return evaluated("count", count.get().value(), scope)
          .then(node -> counted(name, node, scope));
    }
    if (forEach.isPresent()) {
      return evaluated("for_each", forEach.get().value(), scope)
          .then(node -> forEach(name, node, scope));
    }
    return Checked.of(List.of(new Expansion(name, scope)));
  }

  /** Whether {@code when} includes it; no value after a mistake. */
  Checked<Boolean> isWanted(Mapping body) {
    Optional<Node> when = body.get("when");
    if (when.isEmpty()) {
      return Checked.of(true);
    }
    return evaluated("when", when.get(), scope).then(Expansion::truth);
  }

  private static Checked<Boolean> truth(Node node) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      try {
        FieldType.Single bool = new FieldType.Single(boolean.class, "");
        return Checked.of((Boolean) SingleValues.read(bool, scalar.text()));
      } catch (IllegalArgumentException e) {
        return Checked.failed(Diagnostic.error("`when`: " + e.getMessage(), node.span()));
      }
    }
    return Checked.failed(
        Diagnostic.error("`when`: expected true or false, found " + node.kind(), node.span()));
  }

  private static Checked<Node> evaluated(String key, Node written, Scope scope) {
    return scope
        .evaluate(written)
        .then(
            node -> {
              Optional<Pending> pending = Pendings.first(node);
              return pending.isEmpty()
                  ? Checked.of(node)
                  : Checked.failed(Pendings.refusal(key, pending.get()));
            });
  }

  private static Checked<List<Expansion>> counted(String name, Node node, Scope scope) {
    boolean number =
        node instanceof Scalar scalar
            && COUNT.matcher(scalar.text()).matches()
            && Integer.parseInt(scalar.text()) <= MOST;
    if (!number) {
      String found =
          node instanceof Scalar scalar && !scalar.isNull() ? "`" + scalar + "`" : node.kind();
      return Checked.failed(
          Diagnostic.error(
              "`count`: expected a whole number from 0 to " + MOST + ", found " + found,
              node.span()));
    }
    List<Expansion> all = new ArrayList<>();
    for (int i = 1; i <= Integer.parseInt(((Scalar) node).text()); i++) {
      all.add(new Expansion(name + "-" + i, scope.with("index", i)));
    }
    return Checked.of(all);
  }

  private static Checked<List<Expansion>> forEach(String name, Node node, Scope scope) {
    if (node instanceof Mapping mapping) {
      List<Expansion> all = new ArrayList<>();
      List<Diagnostic> wrong = new ArrayList<>();
      for (Mapping.Entry entry : mapping.entries()) {
        if (entry.key().sensitive()) {
          wrong.add(secretName(entry.key()));
        }
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("key", entry.name());
        each.put("value", entry.value());
        all.add(one(name, entry.name(), each, all.size() + 1, scope));
      }
      return wrong.isEmpty() ? Checked.of(all) : Checked.failed(wrong);
    }
    if (!(node instanceof Sequence list)) {
      String found =
          node instanceof Scalar scalar && !scalar.isNull() ? "`" + scalar + "`" : node.kind();
      return Checked.failed(
          Diagnostic.error(
              "`for_each`: expected a list or a mapping, found " + found, node.span()));
    }
    List<Expansion> all = new ArrayList<>();
    List<Diagnostic> wrong = new ArrayList<>();
    Map<String, Span> seen = new LinkedHashMap<>();
    for (Node item : list.items()) {
      if (!(item instanceof Scalar scalar) || scalar.text().isBlank()) {
        wrong.add(
            Diagnostic.error(
                "`for_each`: an item names a resource, so it is a text; found "
                    + (item instanceof Scalar ? "an empty one" : item.kind()),
                item.span()));
        continue;
      }
      if (scalar.sensitive()) {
        wrong.add(secretName(scalar));
        continue;
      }
      Span first = seen.putIfAbsent(scalar.text(), item.span());
      if (first != null) {
        wrong.add(
            Diagnostic.error("`for_each`: `" + scalar + "` is here twice", item.span())
                .withRelated(List.of(new Diagnostic.Related("first here", first))));
        continue;
      }
      all.add(one(name, scalar.text(), item, all.size() + 1, scope));
    }
    return wrong.isEmpty() ? Checked.of(all) : Checked.failed(wrong);
  }

  private static Diagnostic secretName(Scalar item) {
    return Diagnostic.error(
        "`for_each`: an item names a resource, so it cannot be read from a secret", item.span());
  }

  private static Expansion one(String name, String suffix, Object each, int index, Scope scope) {
    return new Expansion(name + "-" + suffix, scope.with("each", each).with("index", index));
  }
}
