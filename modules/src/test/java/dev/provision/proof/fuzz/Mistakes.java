package dev.provision.proof.fuzz;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.cli.text.DiagnosticText;
import dev.provision.cli.text.Style;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.source.SourceFile;
import java.nio.file.Path;
import java.util.Optional;

/** What every list of mistakes has to be. */
public final class Mistakes {
  /** In every text that is a secret: no message may have it. */
  static final String CANARY = "c4n4ry-s3cr3t";

  private Mistakes() {}

  /** A value or a mistake; each mistake with words and a place; a text that can be printed. */
  public static void check(Checked<?> checked) {
    holds(
        checked.value().isPresent() || !checked.diagnostics().isEmpty(),
        "neither a value nor a mistake");
    for (Diagnostic each : checked.diagnostics()) {
      holds(!each.message().isBlank(), "a mistake without words");
      holds(each.span().isPresent(), "a mistake without a place: " + each.message());
      holds(!each.message().contains(CANARY), "a message shows a secret: " + each.message());
    }
    DiagnosticText text =
        new DiagnosticText(
            file -> Optional.of(Path.of(file)).flatMap(path -> SourceFile.read(path, file).value()),
            Style.PLAIN);
    String shown = text.of(checked.diagnostics());
    holds(
        checked.diagnostics().isEmpty() || !shown.isBlank(), "mistakes without a text to be shown");
  }
}
