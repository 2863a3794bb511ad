package dev.provision.cli.text;

import dev.provision.plan.Action;
import dev.provision.plan.Orphan;
import dev.provision.plan.Plan;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Disruption;
import dev.provision.spi.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A plan for people: what changes, why, where it goes, and what is disrupted. */
public final class PlanText {
  private static final int ADDRESS_LEAST = 20;
  private static final int ADDRESS_MOST = 44;
  private static final int VALUE_MOST = 40;
  private static final int VALUES_LEAST = 32;
  private static final int FIELD_MOST = 36;

  /** These have counts of their own, or are told by their step. */
  private static final Set<Disruption> OF_OBJECTS =
      EnumSet.of(Disruption.REPLACE, Disruption.DELETE, Disruption.RELINK);

  private final Style style;

  public PlanText(Style style) {
    this.style = style;
  }

  public String render(Plan plan) {
    StringBuilder text = new StringBuilder();
    long declared = plan.steps().stream().filter(s -> !s.existing()).count();
    text.append(style.bold("Environment " + plan.environment()))
        .append(" on ")
        .append(Style.oneLine(plan.target()))
        .append("    ")
        .append(counted(declared, "resource"))
        .append('\n');
    List<String> lines = body(plan);
    if (!lines.isEmpty()) {
      text.append('\n');
      lines.forEach(line -> text.append(line).append('\n'));
    }
    return text.append('\n').append(summary(plan)).append('\n').toString();
  }

  private List<String> body(Plan plan) {
    List<String> addresses = new ArrayList<>();
    shown(plan).forEach(step -> addresses.add(step.address().toString()));
    plan.orphans().forEach(orphan -> addresses.add(orphan.address().toString()));
    int width = Columns.width(addresses, ADDRESS_LEAST, ADDRESS_MOST);
    List<Change> changes =
        plan.steps().stream().flatMap(s -> s.changes().stream()).map(c -> c.change()).toList();
    int fields = Columns.width(changes.stream().map(Change::field).toList(), 6, FIELD_MOST);
    int values =
        Columns.width(
            changes.stream().map(c -> values(c, VALUE_MOST)).toList(),
            VALUES_LEAST,
            2 * VALUE_MOST + 4);
    List<String> lines = new ArrayList<>();
    for (Step step : shown(plan)) {
      lines.addAll(step(step, width, fields, values));
    }
    for (Orphan orphan : plan.orphans()) {
      lines.add(line(style.yellow("!"), orphan.address().toString(), width, orphan(plan, orphan)));
    }
    return lines;
  }

  private static boolean isShown(Step step) {
    return step.isWork() || !step.notes().isEmpty();
  }

  /** In the order in which they are done, but each late part below its entry. */
  private static List<Step> shown(Plan plan) {
    Map<Address, List<Step>> byEntry = new LinkedHashMap<>();
    for (Step step : plan.steps()) {
      if (isShown(step)) {
        byEntry.computeIfAbsent(step.entry(), entry -> new ArrayList<>()).add(step);
      }
    }
    return byEntry.values().stream().flatMap(List::stream).toList();
  }

  private List<String> step(Step step, int width, int fieldWidth, int valuesWidth) {
    List<String> lines = new ArrayList<>();
    String placement = step.placement().isEmpty() ? "" : "  -> " + step.placement();
    lines.add(
        line(
            symbol(step.action()),
            step.address().toString(),
            width,
            Style.oneLine(headline(step)) + Style.oneLine(placement)));
    for (PlannedChange planned : step.changes()) {
      lines.add(change(planned, fieldWidth, valuesWidth));
    }
    for (String note : step.notes()) {
      lines.add("        " + style.dim("note: " + Style.oneLine(note)));
    }
    return lines;
  }

  private static String headline(Step step) {
    String suffers = suffering(step);
    return switch (step.action()) {
      case CREATE -> step.summary();
      case REPLACE -> "deleted and made again: " + step.summary();
      case DELETE -> "deleted: " + step.path();
      case RELEASE -> "given back, not deleted: " + step.path();
      case ADOPT -> "adopted: " + step.path() + suffers;
      case UPDATE -> suffers.isEmpty() ? changed(step) : suffers.substring(2);
      case NONE -> "no change";
    };
  }

  /**
   * A late part of an entry that this plan makes has nothing yet that it could differ from; a note
   * says when.
   */
  private static String changed(Step step) {
    return step.isLate() && step.changes().isEmpty() ? "set" : "changed in place";
  }

  /** {@code , powers off: memory hot-add is disabled}; empty when users notice nothing. */
  private static String suffering(Step step) {
    Map<String, Set<String>> reasons = new LinkedHashMap<>();
    for (Effect effect : Effect.values()) {
      for (PlannedChange planned : step.changes()) {
        if (planned.change().effect() == effect && !said(effect).isEmpty()) {
          reasons
              .computeIfAbsent(said(effect), none -> new TreeSet<>())
              .add(planned.change().reason());
        }
      }
    }
    StringBuilder text = new StringBuilder();
    reasons.forEach(
        (said, why) -> {
          why.remove("");
          text.append(", ").append(said).append(why.isEmpty() ? "" : ": " + String.join("; ", why));
        });
    return text.toString();
  }

  /** What users notice of a change; empty when they notice nothing. */
  private static String said(Effect effect) {
    return switch (effect) {
      case IN_PLACE, REPLACES, REPLACES_AS_DECLARED, REFUSED -> "";
      case RELINKS -> "ours again";
      case LOSES_DATA, REVERTS -> "loses data";
      case NEEDS_POWER_OFF, POWERS_OFF -> "powers off";
      case EVACUATES -> "evacuates";
      case CUTS_NETWORK -> "may cut a network";
      case UNMOUNTS -> "unmounts";
      case DROPS_POOLS -> "drops all resource pools";
      case DISCONNECTS -> "disconnects";
      case UNPROTECTS -> "unprotects";
      case REVOKES -> "revokes rights";
    };
  }

  private String change(PlannedChange planned, int fieldWidth, int valuesWidth) {
    Change change = planned.change();
    return "        "
        + Columns.pad(Style.oneLine(change.field()), fieldWidth)
        + "  "
        + Columns.pad(values(change, VALUE_MOST), valuesWidth)
        + "  "
        + style.dim(planned.where().toString());
  }

  /** {@code 2 GiB -> 4 GiB}, each cut to so many characters. */
  public static String values(Change change, int most) {
    return value(change.before(), most) + " -> " + value(change.after(), most);
  }

  private static String value(String text, int most) {
    return text.isEmpty() ? "(empty)" : Style.fit(Style.oneLine(text), most);
  }

  private String line(String symbol, String address, int width, String rest) {
    return ("  " + symbol + "   " + Columns.pad(address, width) + "  " + rest).stripTrailing();
  }

  private static String orphan(Plan plan, Orphan orphan) {
    if (!orphan.why().isEmpty()) {
      return Style.oneLine(orphan.path() + ": " + orphan.why());
    }
    return Style.oneLine(
        "orphan: "
            + orphan.path()
            + " is owned by "
            + plan.environment()
            + " and no longer declared; --prune "
            + (orphan.adopted() ? "gives it back" : "deletes it"));
  }

  private String symbol(Action action) {
    String symbol = action.symbol();
    return switch (action) {
      case CREATE, ADOPT -> style.green(symbol);
      case UPDATE, RELEASE -> style.yellow(symbol);
      case REPLACE, DELETE -> style.red(symbol);
      case NONE -> symbol;
    };
  }

  /**
   * {@code 3 to create, 1 to change (1 power-off), ...}; rare counts are left out when they are
   * zero.
   */
  private String summary(Plan plan) {
    StringBuilder text = new StringBuilder();
    if (!plan.hasChanges()) {
      text.append(style.green("No changes.")).append(' ');
    }
    text.append(plan.count(Action.CREATE)).append(" to create, ");
    text.append(plan.count(Action.UPDATE)).append(" to change");
    String suffered =
        Arrays.stream(Disruption.values())
            .filter(each -> !OF_OBJECTS.contains(each))
            .filter(each -> plan.count(each) > 0)
            .map(each -> counted(plan.count(each), each.noun()))
            .collect(Collectors.joining(", "));
    if (!suffered.isEmpty()) {
      text.append(" (").append(suffered).append(')');
    }
    text.append(", ").append(plan.count(Action.REPLACE)).append(" to replace");
    text.append(", ").append(plan.count(Action.DELETE)).append(" to delete");
    if (plan.count(Action.ADOPT) > 0) {
      text.append(", ").append(plan.count(Action.ADOPT)).append(" to adopt");
    }
    if (plan.count(Action.RELEASE) > 0) {
      text.append(", ").append(plan.count(Action.RELEASE)).append(" to give back");
    }
    text.append(", ").append(plan.count(Action.NONE)).append(" unchanged");
    if (!plan.orphans().isEmpty()) {
      text.append(", ").append(counted(plan.orphans().size(), "orphan"));
    }
    return text.toString();
  }

  public static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
