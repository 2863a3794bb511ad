package dev.provision.cli;

import dev.provision.plan.Need;
import dev.provision.plan.Plan;
import dev.provision.spi.Disruption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides whether the disruptions of a plan are allowed: by a flag, or by an answer when the user
 * can be asked. If one is not allowed, the whole plan is refused before anything is written. What
 * hosts, networks and other infrastructure suffer is allowed by its word alone, never by {@code
 * --yes} or an answer.
 */
final class Consent {
  /** How many resources a refusal names. */
  private static final int LISTED = 3;

  private final boolean yes;
  private final Map<Disruption, Optional<Integer>> allowed;
  private final Invocation invocation;
  private final Console console;
  private final boolean mayAsk;

  private Consent(
      boolean yes,
      Map<Disruption, Optional<Integer>> allowed,
      Invocation invocation,
      boolean mayAsk) {
    this.yes = yes;
    this.allowed = allowed;
    this.invocation = invocation;
    this.console = invocation.console();
    this.mayAsk = mayAsk;
  }

  static Consent of(Invocation invocation) throws UsageException {
    Map<Disruption, Optional<Integer>> allowed = new EnumMap<>(Disruption.class);
    for (String given : invocation.options("allow")) {
      for (String word : given.split(",")) {
        allow(word.strip(), allowed);
      }
    }
    Console console = invocation.console();
    boolean mayAsk = console.canAsk() && invocation.format("text", "json").equals("text");
    return new Consent(invocation.has("yes"), allowed, invocation, mayAsk);
  }

  /** {@code delete}, or {@code delete=2} with the number of objects. */
  private static void allow(String text, Map<Disruption, Optional<Integer>> to)
      throws UsageException {
    String[] parts = text.split("=", 2);
    Disruption disruption =
        Arrays.stream(Disruption.values())
            .filter(each -> each.word().equals(parts[0].strip().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () -> new UsageException("--allow " + text + ": expected some of " + words()));
    if (parts.length == 2 && !parts[1].strip().matches("[0-9]{1,6}")) {
      throw new UsageException(
          "--allow " + text + ": expected a number of objects, as in " + parts[0] + "=2");
    }
    to.put(
        disruption,
        parts.length == 2 ? Optional.of(Integer.parseInt(parts[1].strip())) : Optional.empty());
  }

  /** All words of {@code --allow}. */
  static String words() {
    return Arrays.stream(Disruption.values())
        .map(Disruption::word)
        .collect(Collectors.joining(", "));
  }

  /** Whether the plan may be carried out; if not, the user has been told why. */
  boolean isGiven(Plan plan) throws InterruptedException {
    List<Need> missing = plan.needs().stream().filter(need -> !isAllowed(need)).toList();
    if (missing.isEmpty()) {
      return true;
    }
    String what = each(missing, need -> need.disruption().word(), ", ");
    boolean named = missing.stream().anyMatch(Need::named);
    if (mayAsk && !named) {
      console.out().print("\nThis plan would " + what + ". Apply it? Type yes: ");
      if (invocation.typed().strip().equals("yes")) {
        return true;
      }
      console.error("nothing was changed: the answer was not yes");
      return false;
    }
    console.error(
        "nothing was changed: the plan would "
            + what
            + (named
                ? ", because of " + those(plan, missing) + "; --yes is not enough, allow it with"
                : "; allow it with --yes or")
            + " --allow "
            + each(missing, Need::word, ","));
    return false;
  }

  /** The first of those that {@code --yes} does not stand for. */
  private static String those(Plan plan, List<Need> missing) {
    Set<Disruption> words = missing.stream().map(Need::disruption).collect(Collectors.toSet());
    List<String> all =
        plan.steps().stream()
            .filter(
                step ->
                    step.needs().stream()
                        .anyMatch(need -> need.named() && words.contains(need.disruption())))
            .map(step -> step.address().toString())
            .toList();
    int more = all.size() - LISTED;
    return String.join(", ", all.subList(0, Math.min(LISTED, all.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private boolean isAllowed(Need need) {
    Optional<Integer> number = allowed.get(need.disruption());
    if (number == null) {
      return yes && !need.named();
    }
    return number.map(given -> given == need.objects()).orElse(!need.isNumbered());
  }

  private static String each(List<Need> needs, Function<Need, String> text, String between) {
    return needs.stream().map(text).sorted().collect(Collectors.joining(between));
  }
}
