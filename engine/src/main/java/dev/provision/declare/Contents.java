package dev.provision.declare;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Content;
import dev.provision.syntax.Node;
import java.util.List;
import java.util.Optional;

/** Reads what stands for a text: the text itself, {@code {file: …}} or {@code {template: …}}. */
interface Contents {
  /** The text; empty when there is a mistake, which is then among the diagnostics. */
  Optional<Content> read(Node node, String path, List<Diagnostic> diagnostics);

  /** Finds the mistakes of one that cannot be rendered yet. */
  void check(Node node, String path, List<Diagnostic> diagnostics);
}
