package dev.provision.cli.text;

import static dev.provision.cli.text.Events.at;
import static dev.provision.cli.text.Events.finished;
import static dev.provision.cli.text.Events.progress;
import static dev.provision.cli.text.Events.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Action;
import dev.provision.run.Cancellation;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTextTest {
  private static String lines(RunEvent... events) {
    EventText text = new EventText(Style.PLAIN);
    List<String> lines = new ArrayList<>();
    for (RunEvent event : events) {
      text.line(event).ifPresent(lines::add);
    }
    return String.join("\n", lines) + "\n";
  }

  @Test
  void saysALineForWhatIsWorthOne() {
    assertThat(
            lines(
                new RunEvent.Started(at(0), "r1", Events.plan()),
                started(0, "instance.a", Action.CREATE),
                progress(100, "instance.a", 10, "CloneVM"),
                progress(200, "instance.a", 26, "CloneVM"),
                progress(300, "instance.a", 49, "CloneVM"),
                progress(400, "instance.a", 80, "CloneVM"),
                progress(500, "instance.a", 100, "CloneVM"),
                new RunEvent.StepWaiting(at(600), Events.address("instance.a"), "no address yet"),
                new RunEvent.StepRetried(at(700), Events.address("instance.a"), 1, "busy"),
                finished(12_345, "instance.a", Action.CREATE, new Outcome.Converged()),
                finished(12_345, "instance.b", Action.NONE, new Outcome.Unchanged()),
                new RunEvent.Cancelling(at(13_000), false, Cancellation.Cause.ASKED),
                new RunEvent.Cancelling(at(13_100), true, Cancellation.Cause.ASKED),
                new RunEvent.Unreachable(at(13_200), "reset by peer"),
                new RunEvent.Finished(at(13_300), List.of())))
        .isEqualTo(
            """
            instance.a: creating
            instance.a: 26% CloneVM
            instance.a: 80% CloneVM
            instance.a: no address yet
            instance.a: trying again (1): busy
            instance.a: created (12 s)
            stopping: nothing new is begun, what runs may end; once more to cancel it
            cancelling what runs on the server
            the connection is lost: reset by peer
            """);
  }

  @Test
  void saysHowThingsWentWrong() {
    assertThat(
            lines(
                finished(0, "instance.a", Action.UPDATE, Events.failed("could not\u001b[2J")),
                finished(
                    0,
                    "instance.b",
                    Action.UPDATE,
                    new Outcome.NotConverged(
                        List.of(
                            Events.change("ram", "1 GiB", "2 GiB"),
                            Events.change("vcpus", "1", "2")))),
                finished(0, "instance.c", Action.CREATE, new Outcome.NotReady("no address")),
                finished(
                    0,
                    "instance.d",
                    Action.CREATE,
                    new Outcome.Skipped(Events.address("instance.a"), "`instance.a` failed")),
                finished(0, "instance.e", Action.CREATE, new Outcome.Cancelled(false)),
                finished(0, "instance.f", Action.CREATE, new Outcome.Cancelled(true)),
                finished(
                    0,
                    "instance.g",
                    Action.CREATE,
                    new Outcome.Cancelled(Outcome.Cancelled.Progress.NOT_AWAITED))))
        .isEqualTo(
            """
            instance.a: failed: could not\\u001b[2J
            instance.b: not converged: ram is 1 GiB, declared 2 GiB; vcpus is 1, declared 2
            instance.c: not ready in time: no address
            instance.d: skipped: `instance.a` failed
            instance.e: not begun
            instance.f: cancelled, may be half done
            instance.g: written, and not waited for until it is ready
            """);
  }

  @Test
  void saysDurationsShortly() {
    assertThat(EventText.duration(Duration.ofMillis(449))).isEqualTo("0.4 s");
    assertThat(EventText.duration(Duration.ofMillis(9_999))).isEqualTo("9.9 s");
    assertThat(EventText.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(EventText.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(EventText.duration(Duration.ofSeconds(-1))).isEqualTo("0.0 s");
  }
}
