package dev.provision.cli.text;

import static dev.provision.cli.text.Events.address;
import static dev.provision.cli.text.Events.at;
import static dev.provision.cli.text.Events.finished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Span;
import dev.provision.plan.Action;
import dev.provision.run.Cancellation;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import dev.provision.spi.ModuleException.Denial;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventJsonTest {
  private static String lines(RunEvent... events) {
    return Stream.of(events).map(EventJson::line).collect(Collectors.joining("\n")) + "\n";
  }

  @Test
  void writesAnObjectALineForEveryEvent() {
    assertThat(
            lines(
                new RunEvent.Started(at(0), "r1", Events.plan()),
                Events.started(1, "instance.a", Action.REPLACE),
                Events.progress(2, "instance.a", 26, "Clone\nVM"),
                new RunEvent.StepWaiting(at(3), address("instance.a"), "no \u001b address"),
                new RunEvent.StepRetried(at(4), address("instance.a"), 1, "<busy>"),
                new RunEvent.Cancelling(at(5), true, Cancellation.Cause.DEADLINE),
                new RunEvent.Unreachable(at(6), "reset"),
                new RunEvent.Finished(at(7), List.of("a clone"))))
        .isEqualTo(
            """
            {"version":1,"at":"2026-01-01T00:00:00Z","event":"started","run":"r1","plan":{"environment":"ci-main","target":"vc.lab.local, /DC0/host/DC0_C0","changes":false,"disruptions":[],"consent":[],"steps":[],"orphans":[],"warnings":[]}}
            {"version":1,"at":"2026-01-01T00:00:00.001Z","event":"step_started","address":"instance.a","action":"replace"}
            {"version":1,"at":"2026-01-01T00:00:00.002Z","event":"step_progress","address":"instance.a","percent":26,"what":"Clone\\nVM"}
            {"version":1,"at":"2026-01-01T00:00:00.003Z","event":"step_waiting","address":"instance.a","what":"no \\u001b address"}
            {"version":1,"at":"2026-01-01T00:00:00.004Z","event":"step_retried","address":"instance.a","attempt":1,"why":"<busy>"}
            {"version":1,"at":"2026-01-01T00:00:00.005Z","event":"cancelling","hard":true,"cause":"deadline"}
            {"version":1,"at":"2026-01-01T00:00:00.006Z","event":"unreachable","why":"reset"}
            {"version":1,"at":"2026-01-01T00:00:00.007Z","event":"finished","maybe_half_done":["a clone"]}
            """);
  }

  @Test
  void writesEveryOutcome() {
    assertThat(
            Stream.of(
                    new Outcome.Unchanged(),
                    new Outcome.Converged(),
                    Events.failed("no room"),
                    new Outcome.Failed(
                        "could not create instance `/DC0/vm/ci/a` on vc: no, at site.yml:7:3; ask",
                        "/DC0/vm/ci/a",
                        Optional.of(new Span("site.yml", 7, 3, 7, 9)),
                        Optional.of(
                            new Denial(Optional.of("Folder.Create"), Optional.of("/DC0/vm"))),
                        "ask"),
                    new Outcome.NotConverged(List.of(Events.change("ram", "1", "2"))),
                    new Outcome.NotReady("no address"),
                    new Outcome.Skipped(address("instance.b"), "it failed"),
                    new Outcome.Cancelled(true))
                .map(o -> EventJson.line(finished(0, "instance.a", Action.UPDATE, o)))
                .map(line -> line.substring(line.indexOf("\"outcome\"")))
                .collect(Collectors.joining("\n")))
        .isEqualTo(
            """
            "outcome":"unchanged"}
            "outcome":"converged"}
            "outcome":"failed","message":"no room"}
            "outcome":"failed","message":"could not create instance `/DC0/vm/ci/a` on vc: no, at site.yml:7:3; ask","path":"/DC0/vm/ci/a","where":"site.yml:7:3","denied":{"privilege":"Folder.Create","object":"/DC0/vm"},"hint":"ask"}
            "outcome":"not_converged","left":[{"field":"ram","before":"1","after":"2","effect":"in_place","sensitive":false,"reason":"","where":"site.yml:7:3"}]}
            "outcome":"not_ready","message":"no address"}
            "outcome":"skipped","cause":"instance.b","message":"it failed"}
            "outcome":"cancelled","maybe_half_done":true,"progress":"maybe_half_done"}""");
  }
}
