package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * The diagnostics of one planning as they are found; a mistake may be noted twice, is kept once.
 */
final class Findings {
  private final List<Diagnostic> all = new ArrayList<>();
  private boolean mistake;
  private boolean worldly;

  void add(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  /** What the user can set right in the playbook. */
  void add(Diagnostic diagnostic) {
    if (!all.contains(diagnostic)) {
      all.add(diagnostic);
    }
    mistake |= diagnostic.isError();
  }

  /** What the playbook cannot help. */
  void addRefusal(Diagnostic diagnostic) {
    all.add(diagnostic);
    worldly = true;
  }

  boolean hasErrors() {
    return mistake || worldly;
  }

  boolean isOnlyOfTheWorld() {
    return worldly && !mistake;
  }

  List<Diagnostic> all() {
    return List.copyOf(all);
  }

  List<Diagnostic> warnings() {
    return all.stream().filter(d -> !d.isError()).toList();
  }
}
