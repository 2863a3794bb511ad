package dev.provision.declare;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Content;
import dev.provision.syntax.Node;
import dev.provision.template.Variables;
import java.util.List;
import java.util.Optional;

/**
 * Reads the text of a {@link Content}: {@code a text}, {@code {file: path}} or {@code {template:
 * path, vars: {…}}}. A path is relative to the file that names it.
 */
final class ContentReader implements Contents {
  private static final List<String> KEYS = List.of("file", "template", "vars");

  private final Variables variables;

  ContentReader(Variables variables) {
    this.variables = variables;
  }

  @Override
  public Optional<Content> read(Node node, String path, List<Diagnostic> diagnostics) {
    return Optional.empty();
  }

  @Override
  public void check(Node node, String path, List<Diagnostic> diagnostics) {}
}
