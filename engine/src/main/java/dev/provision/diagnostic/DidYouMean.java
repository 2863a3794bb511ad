package dev.provision.diagnostic;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that a mistyped one probably means: one that differs in a few letters, for
 * its length (left out, inserted, changed, or swapped with a neighbour), or the only one that
 * starts with it as its first word.
 */
public final class DidYouMean {
  /** Among more names, and for longer ones, looking takes too long where mistakes are many. */
  public static final int MOST_NAMES = 2_000;

  private static final int LONGEST = 100;

  private DidYouMean() {}

  /** The closest known name; empty when none is close. */
  public static Optional<String> closest(String typed, Collection<String> known) {
    if (known.size() > MOST_NAMES || typed.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    String lower = typed.toLowerCase(Locale.ROOT);
    for (String candidate : known) {
      int allowed = Math.max(1, Math.max(typed.length(), candidate.length()) / 3);
      if (Math.abs(typed.length() - candidate.length()) > allowed || candidate.equals(typed)) {
        continue;
      }
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      boolean closer =
          distance < bestDistance
              || (distance == bestDistance && best != null && candidate.compareTo(best) < 0);
      if (distance <= allowed && distance < lower.length() && closer) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best).or(() -> onlyOneThatStartsWith(lower, known));
  }

  private static Optional<String> onlyOneThatStartsWith(String start, Collection<String> known) {
    List<String> longer =
        known.stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(start + "_"))
            .toList();
    return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
  }

  /**
   * {@code ; did you mean `memory`?}, for the end of a message; an empty text when none is close.
   */
  public static String suffix(String typed, Collection<String> known) {
    return closest(typed, known).map(name -> "; did you mean `" + name + "`?").orElse("");
  }

  /** Optimal string alignment: Levenshtein's distance where swapping two neighbours costs one. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, beforeLast[j - 2] + 1);
        }
        row[j] = least;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
