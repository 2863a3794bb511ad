package dev.provision.rules;

import dev.provision.diagnostic.Diagnostic;
import java.util.List;

/**
 * What rules say of a plan.
 *
 * @param refused what they refuse
 * @param mistakes in the rules themselves, which then say nothing of the plan
 */
public record Verdict(List<Diagnostic> refused, List<Diagnostic> mistakes) {
  public Verdict {
    refused = List.copyOf(refused);
    mistakes = List.copyOf(mistakes);
  }
}
