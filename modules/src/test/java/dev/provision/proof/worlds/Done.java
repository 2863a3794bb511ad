package dev.provision.proof.worlds;

import dev.provision.proof.worlds.Announcement.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an apply made the calls that its plan announced, and no others. */
final class Done {
  /** Folders with marks, and events. */
  private static final Set<String> APART =
      Set.of(
          "CreateFolder",
          "AddCustomFieldDef",
          "SetField",
          "Destroy_Task",
          "UnregisterAndDestroy_Task",
          "LogUserEvent");

  private final Announcement plan;
  private final Vcenter vcenter;
  private final boolean oneByOne;

  Done(Announcement plan, Vcenter vcenter, boolean oneByOne) {
    this.plan = plan;
    this.vcenter = vcenter;
    this.oneByOne = oneByOne;
  }

  void check(String json) {
    List<Vcenter.Sent> sent = vcenter.sent();
    Set<String> announced =
        plan.work().stream().map(Step::entry).collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> wrong = new ArrayList<>();
    for (Vcenter.Sent each : sent) {
      if (!announced.contains(each.step()) && !isCountedApart(each)) {
        wrong.add("not announced: " + each);
      }
    }
    Set<String> made = sent.stream().map(Vcenter.Sent::step).collect(Collectors.toSet());
    for (Step step : plan.work()) {
      if (!made.contains(step.entry())) {
        wrong.add("announced, and no call made: " + step);
      }
    }
    if (!wrong.isEmpty()) {
      throw new Broken(
          "announced is done: " + wrong.get(0).replaceAll("\\..*", "").replaceAll("\\d+", "0"),
          String.join("\n", wrong) + "\n" + json);
    }
    if (oneByOne) {
      Footprints.check(plan, vcenter.effects());
    }
  }

  /** How many calls were those of the lease and the change record, which belong to no step. */
  static long apart(List<Vcenter.Sent> sent) {
    return sent.stream().filter(Done::isCountedApart).count();
  }

  private static boolean isCountedApart(Vcenter.Sent sent) {
    return sent.step().isEmpty() && APART.contains(sent.method());
  }
}
