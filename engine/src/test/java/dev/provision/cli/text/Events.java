package dev.provision.cli.text;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.plan.Action;
import dev.provision.plan.Need;
import dev.provision.plan.Orphan;
import dev.provision.plan.Plan;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Step;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans and events as literals. */
final class Events {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Events() {}

  static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  static Address address(String text) {
    return Address.parse(text);
  }

  static RunEvent started(long at, String address, Action action) {
    return new RunEvent.StepStarted(at(at), address(address), action);
  }

  static RunEvent progress(long at, String address, int percent, String what) {
    return new RunEvent.StepProgress(at(at), address(address), percent, what);
  }

  static RunEvent finished(long at, String address, Action action, Outcome outcome) {
    return new RunEvent.StepFinished(at(at), address(address), action, outcome);
  }

  /** A failure of what has no line. */
  static Outcome.Failed failed(String message) {
    return new Outcome.Failed(message, "", Optional.empty(), Optional.empty(), "");
  }

  static PlannedChange change(String field, String before, String after) {
    return change(field, before, after, Effect.IN_PLACE, "");
  }

  static PlannedChange change(
      String field, String before, String after, Effect effect, String reason) {
    return new PlannedChange(
        new Change(field, before, after, effect, false, reason), new Span("site.yml", 7, 3, 7, 9));
  }

  static Step step(String address, Action action, String summary) {
    return step(address, action, summary, "", List.of(), List.of());
  }

  static Step step(
      String address,
      Action action,
      String summary,
      String placement,
      List<PlannedChange> changes,
      List<String> notes) {
    return new Step(
        address(address),
        action,
        "/DC0/vm/" + address,
        summary,
        changes,
        placement,
        notes,
        false,
        Optional.of(new Span("site.yml", 5, 3, 5, 6)),
        List.of(),
        needs(action, changes));
  }

  private static List<Need> needs(Action action, List<PlannedChange> changes) {
    List<Need> needs = new ArrayList<>();
    changes.forEach(
        each ->
            each.change()
                .effect()
                .disruption()
                .ifPresent(one -> needs.add(new Need(one, !one.byYes(), 1, 0))));
    return action == Action.NONE ? List.of() : needs;
  }

  static Plan plan(Step... steps) {
    return new Plan(
        new EnvironmentId("", "ci-main"),
        "vc.lab.local, /DC0/host/DC0_C0",
        List.of(steps),
        List.of(),
        List.of());
  }

  /** One of everything that a plan can hold. */
  static Plan full() {
    return new Plan(
        new EnvironmentId("shop", "ci-main"),
        "vc.lab.local, /DC0/host/DC0_C0",
        List.of(
            step(
                "image.trusty",
                Action.CREATE,
                "upload 12.7 MiB",
                "",
                List.of(),
                List.of("full clone: \u001b[31mno snapshot")),
            step("instance.web-1", Action.CREATE, "m1.small", "esx02, nas1", List.of(), List.of()),
            step(
                "instance.db",
                Action.UPDATE,
                "",
                "",
                List.of(
                    change(
                        "ram",
                        "2 GiB",
                        "4 GiB",
                        Effect.NEEDS_POWER_OFF,
                        "memory hot-add is disabled"),
                    change("networks.eth0.fixed_ip", "", "10.0.0.9/24"),
                    change("annotation", "x".repeat(50), "two\nlines")),
                List.of()),
            step(
                "instance.app",
                Action.UPDATE,
                "",
                "",
                List.of(change("vcpus", "1", "2")),
                List.of()),
            step("instance.old", Action.DELETE, ""),
            step("instance.hand", Action.ADOPT, ""),
            step("instance.guest", Action.RELEASE, ""),
            step("instance.new", Action.REPLACE, "m1.small", "esx01, nas1", List.of(), List.of()),
            step(
                "instance.far",
                Action.NONE,
                "",
                "",
                List.of(),
                List.of("`image`: 1 -> 2 only with a new one")),
            step("instance.same", Action.NONE, "")),
        List.of(
            new Orphan(address("volume.scratch"), "/DC0/vm/scratch", false, ""),
            new Orphan(
                address("instance.web-9"), "/DC0/vm/web-9", false, "a possible copy of web-1")),
        List.of(Diagnostic.warning("a \"warning\"", new Span("site.yml", 1, 1, 1, 2))));
  }
}
