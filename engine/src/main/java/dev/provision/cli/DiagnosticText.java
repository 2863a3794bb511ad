package dev.provision.cli;

import dev.provision.diagnostic.Diagnostic;
import java.util.List;

/** Placeholder until the renderer is merged. */
final class DiagnosticText {
  DiagnosticText(Style style) {}

  String render(List<Diagnostic> diagnostics) {
    return diagnostics.toString();
  }
}
