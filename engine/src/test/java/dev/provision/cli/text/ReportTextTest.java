package dev.provision.cli.text;

import static dev.provision.cli.text.Events.at;
import static dev.provision.cli.text.Events.finished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Action;
import dev.provision.report.RunReport;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  private static String report(List<String> halfDone, RunEvent... steps) {
    List<RunEvent> events = new ArrayList<>();
    events.add(new RunEvent.Started(at(0), "r1", Events.plan()));
    events.addAll(List.of(steps));
    events.add(new RunEvent.Finished(at(75_000), halfDone));
    return new ReportText(Style.PLAIN)
        .render(RunReport.of(events), "provision apply site.yml --yes");
  }

  @Test
  void countsWhatWasDone() {
    assertThat(
            report(
                List.of(),
                finished(1, "instance.a", Action.CREATE, new Outcome.Converged()),
                finished(1, "instance.b", Action.CREATE, new Outcome.Converged()),
                finished(1, "instance.c", Action.DELETE, new Outcome.Converged()),
                finished(1, "instance.d", Action.RELEASE, new Outcome.Converged()),
                finished(1, "instance.e", Action.NONE, new Outcome.Unchanged())))
        .isEqualTo("\nConverged in 1 min 15 s: 2 created, 1 deleted, 1 given back, 1 unchanged\n");
  }

  @Test
  void saysWhatIsLeft() {
    assertThat(
            report(
                List.of(),
                finished(1, "instance.a", Action.CREATE, Events.failed("no")),
                finished(
                    1,
                    "instance.b",
                    Action.CREATE,
                    new Outcome.Skipped(Events.address("instance.a"), "`instance.a` failed"))))
        .isEqualTo(
            """

            Not converged in 1 min 15 s: 1 failed, 1 skipped
            The next apply goes on from what is there.
            """);
  }

  @Test
  void saysWhatMayBeHalfDone() {
    assertThat(
            report(
                List.of("CloneVM of instance.a\u001b"),
                finished(1, "instance.a", Action.CREATE, new Outcome.Cancelled(true))))
        .isEqualTo(
            """

            Stopped in 1 min 15 s: 1 cancelled
            may be half done: CloneVM of instance.a\\u001b
            To finish it: provision apply site.yml --yes
            """);
  }
}
