package dev.provision.cli.text;

import static dev.provision.cli.text.Events.address;
import static dev.provision.cli.text.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Span;
import dev.provision.plan.Action;
import dev.provision.report.ChangeRecord;
import dev.provision.report.ChangeRecord.Author;
import dev.provision.report.ChangeRecord.Changed;
import dev.provision.report.RunReport;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import dev.provision.spi.EnvironmentId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordTextTest {
  private static final Author ANNA =
      new Author("ci@runner", "svc@vsphere.local", "anna", "https://ci/7", "8c1f");

  private static ChangeRecord record(Author author, Changed... changed) {
    return new ChangeRecord(
        "apply", Events.plan().environment(), "3fa2b1c4", author, List.of(changed));
  }

  private static Changed changed(
      String address, Action action, Outcome outcome, String before, String after) {
    return new Changed(
        address(address),
        "/DC0/vm/ci/" + address,
        action,
        Optional.of(new Span("site.yml", 7, 3, 7, 9)),
        outcome,
        before.isEmpty() ? List.of() : List.of(Events.change("note", before, after)));
  }

  private static List<String> lines(ChangeRecord record) {
    return new RecordText(text -> text.replace("hunter2", "(sensitive)")).lines(record);
  }

  @Test
  void saysWhoDidItHowMuchAndWhatHappenedToEachObject() {
    ChangeRecord record =
        record(
            ANNA,
            changed("instance.a", Action.CREATE, new Outcome.Converged(), "", ""),
            changed("instance.b", Action.UPDATE, new Outcome.Converged(), "1", "2"),
            changed("instance.c", Action.CREATE, Events.failed("no"), "", ""),
            changed("instance.d", Action.DELETE, new Outcome.Cancelled(true), "", ""),
            changed("instance.e", Action.CREATE, new Outcome.NotReady("no address"), "", ""));

    assertThat(new RecordText(text -> text).head(record))
        .isEqualTo("provision apply of `ci-main`, run 3fa2b1c4");
    assertThat(lines(record))
        .containsExactly(
            "1 changed, 1 created, 1 created, not ready in time, 1 creating, failed, 1 deleting, may"
                + " be half done; by anna (ci@runner), job https://ci/7, commit 8c1f",
            "instance.a created: /DC0/vm/ci/instance.a (site.yml:7:3)",
            "instance.b changed: /DC0/vm/ci/instance.b (site.yml:7:3): note 1 -> 2 (site.yml:7:3)",
            "instance.c creating, failed: /DC0/vm/ci/instance.c (site.yml:7:3)",
            "instance.d deleting, may be half done: /DC0/vm/ci/instance.d (site.yml:7:3)",
            "instance.e created, not ready in time: /DC0/vm/ci/instance.e (site.yml:7:3)");
  }

  @Test
  void masksASecretBeforeItIsCutAndEscapesWhatCouldForgeALine() {
    String before = "x".repeat(116) + "hunter2";
    assertThat(
            lines(
                    record(
                        new Author("ci@runner\nfake", "", "", "", ""),
                        changed("instance.a", Action.UPDATE, new Outcome.Converged(), before, "y")))
                .toString())
        .doesNotContain("hunt", "\n")
        .contains("by ci@runner\\nfake")
        .contains("x".repeat(116) + "(sen... -> y");
  }

  @Test
  void theReportForProgramsHasTheSame() {
    List<RunEvent> events =
        List.of(
            new RunEvent.Started(at(0), "3fa2b1c4", Events.plan()),
            Events.finished(1, "instance.a", Action.CREATE, new Outcome.Cancelled(true)),
            new RunEvent.Finished(at(2000), List.of("a clone")));
    ChangeRecord record =
        record(
            new Author("ci@runner", "", "", "", ""),
            changed("instance.a", Action.CREATE, new Outcome.Cancelled(true), "1", "2"));

    assertThat(ReportJson.line(RunReport.of(events), record, "provision apply site.yml"))
        .isEqualTo(
            """
            {"version":1,"event":"report","environment":"ci-main","command":"apply","run":"3fa2b1c4",\
            "by":{"process":"ci@runner"},"exit":130,"millis":2000,"done":{},"changed":[{"address":\
            "instance.a","path":"/DC0/vm/ci/instance.a","action":"create","result":"creating, may be \
            half done","where":"site.yml:7:3","fields":[{"field":"note","before":"1","after":"2",\
            "effect":"in_place","sensitive":false,"reason":"","where":"site.yml:7:3"}]}],\
            "maybe_half_done":["a clone"],"finish_with":"provision apply site.yml"}""");
  }

  @Test
  void onlyWhatWasWrittenIsInTheRecord() {
    List<RunEvent> events =
        List.of(
            new RunEvent.Started(at(0), "3fa2b1c4", Events.plan()),
            Events.finished(1, "instance.a", Action.CREATE, new Outcome.Cancelled(false)),
            new RunEvent.Finished(at(2), List.of()));

    assertThat(ChangeRecord.of(events, "apply", ANNA))
        .contains(
            new ChangeRecord(
                "apply", new EnvironmentId("", "ci-main"), "3fa2b1c4", ANNA, List.of()));
    assertThat(ChangeRecord.of(List.of(), "apply", ANNA)).isEmpty();
  }
}
