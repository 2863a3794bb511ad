package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** Collects the diagnostics of one planning; a mistake that is reported twice is kept once. */
final class Findings {
  private final List<Diagnostic> all = new ArrayList<>();
  private boolean mistake;
  private boolean refusal;

  void add(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  /** Adds what the user can correct in the playbook. */
  void add(Diagnostic diagnostic) {
    if (!all.contains(diagnostic)) {
      all.add(diagnostic);
    }
    mistake |= diagnostic.isError();
  }

  /** Adds mistakes that others may follow from, before those. */
  void addFirst(List<Diagnostic> causes) {
    List<Diagnostic> others = List.copyOf(all);
    all.clear();
    add(causes);
    all.addAll(others);
  }

  /** Adds what no change of the playbook can solve. */
  void addRefusal(Diagnostic diagnostic) {
    all.add(diagnostic);
    refusal = true;
  }

  boolean hasErrors() {
    return mistake || refusal;
  }

  boolean isOnlyOfTheWorld() {
    return refusal && !mistake;
  }

  List<Diagnostic> all() {
    return List.copyOf(all);
  }

  List<Diagnostic> warnings() {
    return all.stream().filter(d -> !d.isError()).toList();
  }
}
