package dev.provision.cli;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.playbook.Inputs;
import dev.provision.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the playbook that a command names, and prints what is wrong with it. */
final class Loading {
  private final Invocation invocation;

  Loading(Invocation invocation) {
    this.invocation = invocation;
  }

  /** The plays that {@code --play} leaves; empty when there were mistakes, which were printed. */
  Optional<List<LinkedPlay>> load(Loader loader, String playbook) throws UsageException {
    Inputs inputs =
        new Inputs(
            invocation.options("vars-file").stream().map(Path::of).toList(),
            invocation.options("e"),
            invocation.world().environment());
    Checked<List<LinkedPlay>> loaded = loader.load(Path.of(playbook), inputs);
    print(loaded.diagnostics());
    if (loaded.hasErrors() || loaded.value().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(selected(loaded.get()));
  }

  private List<LinkedPlay> selected(List<LinkedPlay> plays) throws UsageException {
    Optional<String> name = invocation.option("play");
    if (name.isEmpty()) {
      return plays;
    }
    List<LinkedPlay> named =
        plays.stream().filter(play -> play.environment().name().equals(name.get())).toList();
    if (named.isEmpty()) {
      throw new UsageException("--play " + name.get() + ": no play of the file is called so");
    }
    return named;
  }

  /** Prints mistakes and warnings, each with its place. */
  void print(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      DiagnosticText text =
          new DiagnosticText(file -> SourceFile.read(Path.of(file), file).value());
      invocation.console().err().print(text.of(diagnostics));
    }
  }
}
