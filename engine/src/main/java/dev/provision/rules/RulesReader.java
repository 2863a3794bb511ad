package dev.provision.rules;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Parser;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a file of rules, a mapping from their names to what they say; goes on after mistakes. */
final class RulesReader {
  private static final Set<String> KEYS =
      new LinkedHashSet<>(List.of("each", "condition", "message"));

  private final Set<String> kinds;
  private final List<Diagnostic> wrong = new ArrayList<>();

  /**
   * @param kinds the words of all kinds, {@code instance}
   */
  RulesReader(Set<String> kinds) {
    this.kinds = kinds;
  }

  Checked<List<Rule>> read(SourceFile source) {
    return Parser.parse(source, "rules file").then(this::rules);
  }

  private Checked<List<Rule>> rules(Node root) {
    List<Rule> rules = new ArrayList<>();
    if (root instanceof Mapping mapping) {
      mapping.entries().forEach(entry -> rule(entry).ifPresent(rules::add));
    } else {
      wrong.add(
          Diagnostic.error(
              "rules are a mapping from their names, found " + root.kind(), root.span()));
    }
    return Checked.of(rules, wrong);
  }

  private Optional<Rule> rule(Mapping.Entry entry) {
    if (!(entry.value() instanceof Mapping body)) {
      wrong.add(
          Diagnostic.error(
              "a rule is a mapping with `condition` and `message`, found " + entry.value().kind(),
              entry.value().span()));
      return Optional.empty();
    }
    for (Mapping.Entry key : body.entries()) {
      if (!KEYS.contains(key.name())) {
        wrong.add(
            Diagnostic.error(
                "unknown key `" + key.name() + "`" + DidYouMean.suffix(key.name(), KEYS),
                key.key().span()));
      }
    }
    Optional<Scalar> condition = scalar(entry, body, "condition");
    Optional<Scalar> message = scalar(entry, body, "message");
    if (condition.isPresent() && !condition.get().text().contains("${")) {
      wrong.add(
          Diagnostic.error(
                  "the condition has no expression, so it says the same of every plan",
                  condition.get().span())
              .withHint("write it as `${…}`"));
    }
    Set<String> each = each(body);
    return condition.isPresent() && message.isPresent()
        ? Optional.of(
            new Rule(entry.name(), entry.key().span(), each, condition.get(), message.get()))
        : Optional.empty();
  }

  private Optional<Scalar> scalar(Mapping.Entry rule, Mapping body, String key) {
    Optional<Node> value = body.get(key);
    if (value.isPresent() && value.get() instanceof Scalar text && !text.isNull()) {
      return Optional.of(text);
    }
    wrong.add(
        value.isEmpty()
            ? Diagnostic.error("rule `" + rule.name() + "` has no `" + key + "`", rule.key().span())
            : Diagnostic.error(
                "`" + key + "`: expected a text, found " + value.get().kind(), value.get().span()));
    return Optional.empty();
  }

  private Set<String> each(Mapping body) {
    Set<String> each = new LinkedHashSet<>();
    Optional<Node> value = body.get("each");
    if (value.isEmpty()) {
      return each;
    }
    List<Node> words = value.get() instanceof Sequence list ? list.items() : List.of(value.get());
    for (Node word : words) {
      if (word instanceof Scalar text && isKind(text.text())) {
        each.add(text.text());
      } else {
        wrong.add(
            Diagnostic.error(
                "`each`: expected a kind, as in instance, or "
                    + Rule.ANY
                    + (word instanceof Scalar text
                        ? ", found `" + text + "`" + DidYouMean.suffix(text.text(), kinds)
                        : ", found " + word.kind()),
                word.span()));
      }
    }
    return each;
  }

  private boolean isKind(String word) {
    return word.equals(Rule.ANY) || kinds.contains(word);
  }
}
