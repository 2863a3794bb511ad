package dev.provision.cli;

import dev.provision.cli.text.DiagnosticText;
import dev.provision.cli.text.OutOfMemory;
import dev.provision.cli.text.Repeats;
import dev.provision.cli.text.SecretTexts;
import dev.provision.cli.text.Style;
import dev.provision.declare.Schema;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.playbook.Inputs;
import dev.provision.source.Concealing;
import dev.provision.source.FilePath;
import dev.provision.source.SourceFile;
import dev.provision.spi.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the playbook of a command, and prints its mistakes. */
final class Loading {
  /** Nobody reads more; a thousand mistakes mostly have the same cause. */
  private static final int MOST_SHOWN = 200;

  private final Invocation invocation;

  Loading(Invocation invocation) {
    this.invocation = invocation;
  }

  /** The plays selected by {@code --play}; empty after mistakes, which were printed. */
  Optional<List<LinkedPlay>> load(Loader loader, String playbook) throws UsageException {
    List<Path> files = new ArrayList<>();
    for (String name : invocation.options("vars-file")) {
      files.add(path(name));
    }
    Inputs inputs = new Inputs(files, invocation.options("e"), invocation.world().environment());
    Path file = path(playbook);
    Checked<List<LinkedPlay>> loaded;
    try {
      loaded =
          invocation.option("vcenter").isPresent()
              ? loader.loadConnection(file, inputs, invocation.option("environment"))
              : loader.load(file, inputs);
    } catch (OutOfMemoryError e) {
      invocation.console().error(OutOfMemory.message("`" + playbook + "` and what it names"));
      return Optional.empty();
    }
    loaded
        .value()
        .ifPresent(
            plays ->
                plays.forEach(
                    play ->
                        invocation
                            .console()
                            .redaction()
                            .add(SecretTexts.of(play, invocation.world().environment()))));
    print(loaded.diagnostics());
    if (loaded.hasErrors() || loaded.value().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(selected(loaded.get()));
  }

  /** The file name that the user typed. */
  static Path path(String text) throws UsageException {
    return FilePath.of(text)
        .orElseThrow(
            () -> new UsageException("`" + Style.oneLine(text) + "` is not the name of a file"));
  }

  private List<LinkedPlay> selected(List<LinkedPlay> plays) throws UsageException {
    Optional<String> name = invocation.option("play");
    if (name.isEmpty()) {
      return plays;
    }
    List<LinkedPlay> named =
        plays.stream()
            .filter(
                play ->
                    play.environment().name().equals(name.get())
                        || play.environment().toString().equals(name.get()))
            .toList();
    if (named.isEmpty()) {
      List<String> names = plays.stream().map(play -> play.environment().toString()).toList();
      throw new UsageException(
          "--play "
              + name.get()
              + ": no play of the file is called so; there is "
              + String.join(", ", names));
    }
    return named;
  }

  /**
   * Prints mistakes and warnings with their positions; a text about each member of a group is
   * printed once.
   */
  void print(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      Console console = invocation.console();
      DiagnosticText text = new DiagnosticText(this::readConcealed, console.errStyle());
      List<Diagnostic> once = Repeats.once(diagnostics);
      console.err().print(text.of(once.subList(0, Math.min(MOST_SHOWN, once.size()))));
      if (once.size() > MOST_SHOWN) {
        console.err().println("and " + (once.size() - MOST_SHOWN) + " more like these");
      }
    }
  }

  /** A file whose lines may be printed, with the playbook's secrets concealed. */
  private Optional<SourceFile> readConcealed(String file) {
    Optional<SourceFile> shown =
        FilePath.of(file).flatMap(path -> SourceFile.read(path, file).value());
    Optional<String> given = invocation.playbook();
    if (given.isEmpty()) {
      return shown.map(source -> Concealing.of(source, secretKeys()).conceal(source));
    }
    // a playbook from a pipe cannot be read again, so its secrets are unknown
    return FilePath.of(given.get())
        .flatMap(path -> SourceFile.read(path, path.toString()).value())
        .flatMap(
            playbook -> shown.map(source -> Concealing.of(playbook, secretKeys()).conceal(source)));
  }

  /** The keys of the connection and of every kind whose values are never shown. */
  private Set<String> secretKeys() {
    Provider<?, ?, ?> provider = invocation.world().provider().get();
    Set<String> keys = new HashSet<>(Schema.of(provider.connection()).secretKeys());
    provider.kinds().forEach(kind -> keys.addAll(Schema.of(kind.spec()).secretKeys()));
    return keys;
  }
}
