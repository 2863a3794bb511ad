package dev.provision.playbook;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Parser;
import dev.provision.syntax.Scalar;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files that contain only variables. */
final class VariableFiles {
  private static final String VAULT = "$ANSIBLE_VAULT;";

  private VariableFiles() {}

  /**
   * Reads one file.
   *
   * @param named the place that names it; empty for the command line
   */
  static Checked<Mapping> read(Path path, Optional<Span> named) {
    String name = path.toString();
    Checked<SourceFile> file =
        named.isPresent() ? SourceFile.read(path, name) : SourceFile.readGiven(path, name);
    if (file.value().isEmpty()) {
      Diagnostic why = file.diagnostics().get(0);
      boolean whole = why.span().map(span -> span.line() == 0).orElse(true);
      return named.isPresent() && whole
          ? Checked.failed(Diagnostic.error("`" + name + "`: " + why.message(), named.get()))
          : Checked.failed(file.diagnostics());
    }
    if (file.get().text().startsWith(VAULT)) {
      return Checked.failed(
          Diagnostic.error(
                  "`"
                      + name
                      + "` is encrypted with ansible-vault; to decrypt it needs"
                      + " --vault-password-file, which is not in this release",
                  named.orElse(Span.of(name)))
              .withHint("until then, give secrets through the environment: ${env.DB_PASSWORD}"));
    }
    return Parser.parse(file.get(), "file of variables").then(VariableFiles::mapping);
  }

  static Checked<Mapping> mapping(Node node) {
    if (node instanceof Mapping mapping) {
      return Checked.of(mapping);
    }
    if (node instanceof Scalar scalar && scalar.isNull()) {
      return Checked.of(new Mapping(java.util.List.of(), node.span()));
    }
    return Checked.failed(
        Diagnostic.error(
            "variables are a mapping of names to values, found " + node.kind(), node.span()));
  }
}
