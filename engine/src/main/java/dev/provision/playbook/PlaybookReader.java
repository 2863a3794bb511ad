package dev.provision.playbook;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.spi.EnvironmentId;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import dev.provision.template.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the plays of a file; goes on after mistakes. */
public final class PlaybookReader {
  /** Replaces a wrong name, so that the rest of the play can be read. */
  private static final EnvironmentId UNNAMED = new EnvironmentId("", "unnamed");

  private final Vocabulary vocabulary;
  private final Inputs inputs;

  /** No variables; all plays share its limits on evaluation time. */
  private final Variables none;

  private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();
  private final ExtraVars extraVars;
  private final Map<EnvironmentId, Span> names = new LinkedHashMap<>();
  private final Set<String> declaredSomewhere = new LinkedHashSet<>();

  private PlaybookReader(Vocabulary vocabulary, Inputs inputs) {
    this.vocabulary = vocabulary;
    this.inputs = inputs;
    this.none = Variables.of(inputs.env());
    this.extraVars = ExtraVars.of(inputs.extraVars());
  }

  /**
   * Reads a parsed file.
   *
   * @return all plays, including those with mistakes
   */
  public static Checked<Playbook> read(Node root, Vocabulary vocabulary, Inputs inputs) {
    return new PlaybookReader(vocabulary, inputs).read(root);
  }

  private Checked<Playbook> read(Node root) {
    diagnostics.addAll(extraVars.diagnostics());
    List<Play> plays = new ArrayList<>();
    for (Node node : root instanceof Sequence list ? list.items() : List.of(root)) {
      if (node instanceof Mapping mapping) {
        plays.add(play(mapping));
      } else {
        String what =
            root == node ? "a playbook is a play or a list of plays" : "a play is a mapping";
        diagnostics.add(Diagnostic.error(what + ", found " + node.kind(), node.span()));
      }
    }
    if (root instanceof Sequence list && list.items().isEmpty()) {
      diagnostics.add(Diagnostic.error("this playbook has no play", root.span()));
    }
    refuseUndeclared();
    return Checked.of(new Playbook(plays), List.copyOf(diagnostics));
  }

  private Play play(Mapping mapping) {
    List<Diagnostic> unknown = new ArrayList<>();
    Keys.refuseUnknown(mapping, vocabulary.keys(), "key", unknown);
    diagnostics.addAll(unknown);
    List<Play.Section> sections = sections(mapping);
    PlayVariables variables =
        PlayVariables.read(
            mapping,
            inputs,
            extraVars,
            none.withResources(new NamedResources(vocabulary, sections)));
    diagnostics.addAll(variables.diagnostics());
    declaredSomewhere.addAll(variables.declared());

    Optional<EnvironmentId> id = environment(mapping, variables);
    id.ifPresent(environment -> refuseDouble(environment, mapping));
    Scope scope =
        id.isPresent()
            ? variables.scope().with("environment", id.get().name())
            : variables.scope().withBroken("environment");
    return new Play(
        id.orElse(UNNAMED),
        mapping.get("name").map(Node::span).orElse(mapping.span()),
        scope,
        mapping.entry(vocabulary.connection()),
        sections,
        mapping.entry("outputs").flatMap(this::mapping));
  }

  private List<Play.Section> sections(Mapping mapping) {
    List<Play.Section> sections = new ArrayList<>();
    for (Mapping.Entry entry : mapping.entries()) {
      if (vocabulary.sections().contains(entry.name())) {
        mapping(entry).ifPresent(body -> sections.add(new Play.Section(entry.name(), body)));
      }
    }
    return sections;
  }

  private Optional<Mapping> mapping(Mapping.Entry entry) {
    if (entry.value() instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    if (!(entry.value() instanceof Scalar scalar) || !scalar.isNull()) {
      diagnostics.add(
          Diagnostic.error(
              "`" + entry.name() + "`: expected a mapping of names, found " + entry.value().kind(),
              entry.value().span()));
    }
    return Optional.empty();
  }

  private Optional<EnvironmentId> environment(Mapping mapping, PlayVariables variables) {
    if (mapping.get("name").isEmpty()) {
      Span start =
          mapping.entries().isEmpty() ? mapping.span() : mapping.entries().get(0).key().span();
      diagnostics.add(
          Diagnostic.error("this play has no `name`", start)
              .withHint("the name is the environment: everything that is made carries it"));
      return Optional.empty();
    }
    Optional<String> name = name("name", mapping, variables);
    Optional<String> project =
        mapping.get("project").isEmpty() ? Optional.of("") : name("project", mapping, variables);
    return name.isPresent() && project.isPresent()
        ? Optional.of(new EnvironmentId(project.get(), name.get()))
        : Optional.empty();
  }

  private Optional<String> name(String key, Mapping mapping, PlayVariables variables) {
    Checked<Scalar> text = variables.text(key, mapping.get(key).orElseThrow());
    diagnostics.addAll(text.diagnostics());
    if (text.value().isEmpty()) {
      return Optional.empty();
    }
    String name = text.get().text();
    if (text.get().sensitive()) {
      diagnostics.add(
          Diagnostic.error(
              "`" + key + "` is carried by all that is made, so it cannot be read from a secret",
              text.get().span()));
      return Optional.empty();
    }
    if (!EnvironmentId.isValidName(name)) {
      diagnostics.add(
          Diagnostic.error(
                  "`"
                      + text.get()
                      + "` is not valid as a "
                      + key
                      + ": expected lower-case letters, digits, `.` and `-`, a letter or digit"
                      + " first, 60 at most",
                  text.get().span())
              .withHint("`${slug(x)}` makes a valid name of the variable x"));
      return Optional.empty();
    }
    return Optional.of(name);
  }

  /** At least one play must declare each variable of {@code -e}. */
  private void refuseUndeclared() {
    for (String name : extraVars.names()) {
      if (!declaredSomewhere.contains(name)) {
        diagnostics.add(
            Diagnostic.error(
                    "no variable `"
                        + name
                        + "` is declared"
                        + DidYouMean.suffix(name, declaredSomewhere),
                    extraVars.place(name))
                .withHint("declare it under `vars` with its default"));
      }
    }
  }

  private void refuseDouble(EnvironmentId environment, Mapping play) {
    Span span = play.get("name").orElseThrow().span();
    Span first = names.putIfAbsent(environment, span);
    if (first != null) {
      diagnostics.add(
          Diagnostic.error("two plays are called `" + environment + "`", span)
              .withRelated(List.of(new Diagnostic.Related("the first one", first))));
    }
  }
}
