package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says which resources cannot be placed, and why. */
final class NoPlace {
  /** How many are listed by name. */
  private static final int NAMED = 10;

  private NoPlace() {}

  /**
   * One diagnostic for all resources that cannot be placed for the same reason, at the position of
   * the first.
   */
  static <R, W> Diagnostic refusal(List<Draft<R, W>> those, String why) {
    List<Diagnostic.Related> others = new ArrayList<>();
    Span first = those.get(0).found().declaration().span();
    Set<Span> told = new HashSet<>(Set.of(first));
    for (Draft<R, W> draft : those) {
      Span span = draft.found().declaration().span();
      if (told.add(span)) {
        others.add(new Diagnostic.Related("`" + draft.address() + "` is declared here", span));
      }
    }
    return Diagnostic.error("no place for " + named(those) + ": " + why, first).withRelated(others);
  }

  private static <R, W> String named(List<Draft<R, W>> those) {
    List<String> names =
        those.stream().limit(NAMED).map(draft -> "`" + draft.address() + "`").toList();
    if (those.size() > NAMED) {
      return String.join(", ", names) + " and " + (those.size() - NAMED) + " more";
    }
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
