package dev.provision.playbook;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.source.FilePath;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import dev.provision.template.Evaluator;
import dev.provision.template.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of one play, from the weakest source to the strongest: {@code vars}, {@code
 * vars_files}, {@code --vars-file}, {@code -e}.
 */
final class PlayVariables {
  private static final int MOST_FILES = 100;

  private final Inputs inputs;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Mapping.Entry> definitions = new LinkedHashMap<>();
  private Scope scope;

  private PlayVariables(Inputs inputs, Variables none) {
    this.inputs = inputs;
    this.scope = new Scope(none, Set.of());
  }

  /**
   * @param none no variables, but the resources of the play
   */
  static PlayVariables read(Mapping play, Inputs inputs, ExtraVars extraVars, Variables none) {
    PlayVariables read = new PlayVariables(inputs, none);
    play.get("vars").ifPresent(read::addVars);
    play.get("vars_files").ifPresent(read::addFiles);
    for (Path path : inputs.varsFiles()) {
      read.add(VariableFiles.read(path, Optional.empty()));
    }
    Checked<List<Mapping.Entry>> extra = extraVars.typed(read.definitions);
    read.diagnostics.addAll(extra.diagnostics());
    extra.get().forEach(entry -> read.definitions.put(entry.name(), entry));
    read.evaluate(play, none);
    return read;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  Set<String> declared() {
    return definitions.keySet();
  }

  Scope scope() {
    return scope;
  }

  /** Evaluates the text of one of the play's keys, which must be known at once. */
  Checked<Scalar> text(String key, Node written) {
    return scope
        .evaluate(written)
        .then(
            node -> {
              if (node instanceof Scalar scalar && !scalar.isNull()) {
                return Checked.of(scalar);
              }
              if (node instanceof Pending pending) {
                return Checked.failed(
                    Diagnostic.error(
                        "`"
                            + key
                            + "` cannot depend on `"
                            + pending.references().iterator().next()
                            + "`, which is known only after apply",
                        node.span()));
              }
              return Checked.failed(
                  Diagnostic.error(
                      "`" + key + "`: expected a text, found " + node.kind(), node.span()));
            });
  }

  private void addVars(Node node) {
    add(VariableFiles.mapping(node));
  }

  private void addFiles(Node node) {
    if (!(node instanceof Sequence files)) {
      diagnostics.add(
          Diagnostic.error(
              "`vars_files`: expected a list of files, found " + node.kind(), node.span()));
      return;
    }
    if (files.items().size() > MOST_FILES) {
      diagnostics.add(
          Diagnostic.error("`vars_files`: at most " + MOST_FILES + " files are read", node.span()));
      return;
    }
    for (Node file : files.items()) {
      Checked<Scalar> name = text("vars_files", file);
      diagnostics.addAll(name.diagnostics());
      if (name.value().isPresent()) {
        Optional<Path> beside = FilePath.beside(file.span().file(), name.get().text());
        add(
            beside.isPresent()
                ? VariableFiles.read(beside.get(), Optional.of(file.span()))
                : Checked.failed(
                    Diagnostic.error(FilePath.refusal(name.get().toString()), file.span())));
      }
    }
  }

  private void add(Checked<Mapping> more) {
    diagnostics.addAll(more.diagnostics());
    more.value()
        .ifPresent(
            mapping -> mapping.entries().forEach(entry -> definitions.put(entry.name(), entry)));
  }

  private void evaluate(Mapping play, Variables none) {
    Set<String> secrets = secrets(play);
    Checked<Variables> evaluated =
        Evaluator.declare(
            new Mapping(List.copyOf(definitions.values()), play.span()), none.withSecrets(secrets));
    diagnostics.addAll(evaluated.diagnostics());
    scope =
        evaluated.hasErrors()
            ? Scope.withMistakes(evaluated.get(), definitions.keySet())
            : new Scope(evaluated.get(), Set.of());
  }

  private Set<String> secrets(Mapping play) {
    Set<String> names = new LinkedHashSet<>();
    Node node = play.get("secrets").orElse(new Sequence(List.of(), play.span()));
    if (!(node instanceof Sequence list)) {
      diagnostics.add(
          Diagnostic.error(
              "`secrets`: expected a list of variables, found " + node.kind(), node.span()));
      return names;
    }
    for (Node item : list.items()) {
      if (item instanceof Scalar scalar && definitions.containsKey(scalar.text())) {
        names.add(scalar.text());
      } else {
        String name = item instanceof Scalar scalar ? "`" + scalar + "`" : item.kind();
        String near =
            item instanceof Scalar scalar
                ? DidYouMean.suffix(scalar.text(), definitions.keySet())
                : "";
        diagnostics.add(
            Diagnostic.error(
                "`secrets`: no variable " + name + " is declared" + near, item.span()));
      }
    }
    return names;
  }
}
