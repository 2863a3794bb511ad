package dev.provision.report;

import static dev.provision.lab.Declare.address;
import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lab.Lab;
import dev.provision.lab.Thing;
import dev.provision.plan.Action;
import dev.provision.run.Outcome;
import dev.provision.spi.ModuleException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private final Lab lab = new Lab();

  @Test
  void countsWhatEndedWellAndNotWhatIsLookedUp() throws Exception {
    lab.server.put(Thing.owned("/b", "thing.b", Map.of()));
    lab.server.put(Thing.foreign("/net", Map.of()));
    lab.apply(thing("net").existing(), thing("a"), thing("b"));
    RunReport report = RunReport.of(lab.events);
    assertThat(report.done()).isEqualTo(Map.of(Action.CREATE, 1, Action.NONE, 1));
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void failsWhenAnythingFailed() throws Exception {
    lab.server.failBefore("create a", ModuleException.Kind.REFUSED, "no");
    lab.apply(thing("a"), thing("b").after("a"));
    RunReport report = RunReport.of(lab.events);
    assertThat(report.bad())
        .containsOnlyKeys(address("a"), address("b"))
        .containsEntry(address("b"), new Outcome.Skipped(address("a"), "`thing.a` failed"))
        .hasEntrySatisfying(
            address("a"), out -> assertThat(out).isInstanceOf(Outcome.Failed.class));
    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void saysThatNothingWasReached() throws Exception {
    lab.server.failBefore("create a", ModuleException.Kind.UNREACHABLE, "connection refused");
    lab.apply(thing("a"), thing("b"));
    assertThat(RunReport.of(lab.events).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void isGoodWhenNothingHappened() {
    assertThat(RunReport.of(List.of()).exitCode()).isEqualTo(ExitCode.OK);
  }
}
