package dev.provision.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The message about several declarations that claim what only one can have. */
public final class SharedThing {
  /** How many of the declarations are named. */
  private static final int NAMED = 5;

  private SharedThing() {}

  /**
   * @param what the thing: {@code 10.0.0.11 in `private`}
   * @param those the addresses of the declarations; one may occur twice
   * @param places the position of each claim
   */
  public static Diagnostic refusal(String what, List<String> those, List<Span> places) {
    Set<String> who = new LinkedHashSet<>(those);
    Set<Span> others = new LinkedHashSet<>(places);
    Span last = places.get(places.size() - 1);
    others.remove(last);
    Diagnostic refusal =
        Diagnostic.error(
                who.size() == 1
                    ? "`" + who.iterator().next() + "` is to have " + what + " twice"
                    : named(who)
                        + " cannot "
                        + (who.size() == 2 ? "both" : "all")
                        + " have "
                        + what,
                last)
            .withRelated(
                others.stream()
                    .limit(NAMED)
                    .map(place -> new Diagnostic.Related("it stands here too", place))
                    .toList());
    return others.isEmpty() && who.size() > 1
        ? refusal.withHint("`${index}` or `${each}` in it gives each one of its own")
        : refusal;
  }

  private static String named(Set<String> who) {
    List<String> names =
        new ArrayList<>(who.stream().limit(NAMED).map(one -> "`" + one + "`").toList());
    if (who.size() > NAMED) {
      names.add((who.size() - NAMED) + " more");
    }
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
