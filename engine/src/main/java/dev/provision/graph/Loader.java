package dev.provision.graph;

import dev.provision.declare.Catalog;
import dev.provision.declare.Declarer;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Inputs;
import dev.provision.playbook.Play;
import dev.provision.playbook.Playbook;
import dev.provision.playbook.PlaybookReader;
import dev.provision.source.SourceFile;
import dev.provision.spi.Provider;
import dev.provision.syntax.Node;
import dev.provision.syntax.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * All stages that need no vCenter, in order: this is what {@code check} does and what {@code plan}
 * and {@code apply} begin with. Every stage adds its mistakes; a later stage works with what the
 * earlier ones could make.
 */
public final class Loader {
  private final Catalog catalog;
  private final Function<LinkedPlay, String> world;

  public Loader(Provider<?, ?, ?> provider) {
    this.catalog = new Catalog(provider);
    this.world = play -> world(provider, play);
  }

  private static <C extends Record> String world(Provider<C, ?, ?> provider, LinkedPlay play) {
    return provider.world(provider.connection().cast(play.connection().spec()));
  }

  public Catalog catalog() {
    return catalog;
  }

  /** Reads a playbook; messages name it by this path. */
  public Checked<List<LinkedPlay>> load(Path playbook, Inputs inputs) {
    return SourceFile.readGiven(playbook, playbook.toString()).then(source -> load(source, inputs));
  }

  /**
   * Reads of each play only what is needed to connect.
   *
   * @param environment the name of the play; empty to keep its own, or none
   */
  public Checked<List<LinkedPlay>> loadConnection(
      Path file, Inputs inputs, Optional<String> environment) {
    return SourceFile.readGiven(file, file.toString())
        .then(
            source -> {
              Checked<Node> tree = Parser.parse(source);
              return tree.hasErrors() || tree.value().isEmpty()
                  ? Checked.failed(tree.diagnostics())
                  : load(
                      new Checked<>(
                          Optional.of(
                              ConnectionOnly.of(tree.get(), catalog.vocabulary(), environment)),
                          tree.diagnostics()),
                      source.name(),
                      inputs);
            });
  }

  /**
   * Reads a playbook from memory.
   *
   * @return the plays as far as they could be read, to be used only when there are no errors; the
   *     diagnostics of all plays, in the order of the file
   */
  public Checked<List<LinkedPlay>> load(SourceFile source, Inputs inputs) {
    return load(Parser.parse(source), source.name(), inputs);
  }

  private Checked<List<LinkedPlay>> load(Checked<Node> tree, String name, Inputs inputs) {
    Set<Diagnostic> diagnostics = new LinkedHashSet<>();
    List<LinkedPlay> linked = new ArrayList<>();
    if (tree.value().isPresent()) {
      Checked<Playbook> playbook = PlaybookReader.read(tree.get(), catalog.vocabulary(), inputs);
      diagnostics.addAll(playbook.diagnostics());
      for (Play play : playbook.value().map(Playbook::plays).orElse(List.of())) {
        Checked<LinkedPlay> one = link(play);
        diagnostics.addAll(one.diagnostics());
        one.value().ifPresent(linked::add);
      }
    }
    diagnostics.addAll(
        SharedClaims.refused(
            linked, world, section -> catalog.ofSection(section).orElseThrow().info().kind()));
    removeEchoes(diagnostics, tree.diagnostics());
    diagnostics.addAll(tree.diagnostics());
    return new Checked<>(Optional.of(List.copyOf(linked)), inOrder(diagnostics, name));
  }

  /** After a syntax error, whatever else is wrong at the same place only follows from it. */
  private static void removeEchoes(Set<Diagnostic> diagnostics, List<Diagnostic> syntax) {
    Set<String> wrong = new HashSet<>();
    syntax.forEach(diagnostic -> wrong.add(String.valueOf(diagnostic.span())));
    diagnostics.removeIf(diagnostic -> wrong.contains(String.valueOf(diagnostic.span())));
  }

  private Checked<LinkedPlay> link(Play play) {
    return Declarer.declare(catalog, play)
        .then(
            declared ->
                Linker.link(catalog, declared)
                    .then(
                        graph ->
                            declared.connection().isEmpty()
                                ? Checked.failed(List.of())
                                : Checked.of(
                                    new LinkedPlay(
                                        declared.environment(),
                                        declared.connection().get(),
                                        graph,
                                        declared.outputs(),
                                        play.scope().variables().secretTexts()))));
  }

  /** Those of the playbook first, then those of other files, each file from top to bottom. */
  private static List<Diagnostic> inOrder(Set<Diagnostic> diagnostics, String playbook) {
    Comparator<Diagnostic> byPlace =
        Comparator.comparing(
            diagnostic -> diagnostic.span().orElse(Span.of("")),
            Comparator.comparing((Span span) -> !span.file().equals(playbook))
                .thenComparing(Span::file)
                .thenComparingInt(Span::line)
                .thenComparingInt(Span::column));
    return diagnostics.stream().sorted(byPlace).toList();
  }
}
