package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Ended;
import dev.provision.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code plan --out} and {@code apply} of what it keeps. */
class PlanFilesOnALabTest extends OnALab {
  private static final String CHANGED = OnALab.TWO_THINGS.replace("x: \"1\"", "x: \"3\"");

  private String kept() throws IOException {
    return Files.readString(folder.resolve("plan.json"));
  }

  private void edit(String from, String to) throws IOException {
    String text = kept();
    assertThat(text).contains(from);
    Files.writeString(folder.resolve("plan.json"), text.replace(from, to));
  }

  @Test
  void keepsThePlanInAFileOfItsOwner() throws IOException {
    Ended plan = cli.run("plan", "site.yml", "--out", "plan.json");

    assertThat(plan.out())
        .endsWith("\nThe plan is kept in plan.json; `provision apply plan.json` carries it out.\n");
    assertThat(kept().replace(folder + "/", ""))
        .isEqualTo(
            """
            {
              "provision_plan": 1,
              "made": "2026-01-01T00:00:00Z",
              "playbook": "site.yml",
              "plans": [
                {
                  "environment": "lab",
                  "target": "the lab",
                  "steps": [
                    {
                      "address": "thing.a",
                      "action": "create",
                      "summary": "{x\\u003d1}",
                      "where": "site.yml:6:3",
                      "declared": {
                        "existing": "false",
                        "fields.x": "1",
                        "path": "/a",
                        "ready_in": "0"
                      }
                    },
                    {
                      "address": "thing.b",
                      "action": "create",
                      "summary": "{x\\u003d2}",
                      "where": "site.yml:7:3",
                      "declared": {
                        "existing": "false",
                        "fields.x": "2",
                        "path": "/b",
                        "ready_in": "0"
                      }
                    }
                  ]
                }
              ]
            }
            """
                .replace("\\u003d", "="));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("plan.json"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("site.yml", "plan.json");
    }
  }

  @Test
  void appliesWhatItHolds() {
    cli.run("plan", "site.yml", "--out", "plan.json");

    Ended applied = cli.run("apply", "plan.json");

    assertThat(applied.err()).isEmpty();
    assertThat(applied.exit()).isEqualTo(ExitCode.OK);
    assertThat(cli.server.writes()).containsExactly("create a", "create b");
    Ended again = cli.run("apply", "plan.json");
    assertThat(again.exit()).isEqualTo(ExitCode.OK);
    assertThat(again.err()).isEqualTo("done already since the plan was made: thing.a, thing.b\n");
  }

  @Test
  void refusesByNameWhatSomebodyChangedSinceAndAppliesTheRestWithPartial() {
    cli.run("apply", "site.yml");
    cli.playbook(CHANGED.replace("x: \"2\"", "x: \"5\"").replace(", needs: [things.a]", ""));
    cli.run("plan", "site.yml", "--out", "plan.json");
    cli.server.put(cli.server.get("/a").withFields(Map.of("x", "9")));

    Ended refused = cli.run("apply", "plan.json");

    assertThat(refused.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(refused.err())
        .contains("error: `thing.a` is not as plan.json says: `x` is 9 now, it was 1\n")
        .contains("site.yml:6:3")
        .endsWith(
            "error: nothing was changed: 1 object is not as plan.json says; plan again, or apply"
                + " the rest with --partial\n");
    assertThat(cli.server.writes()).containsExactly("create a", "create b");

    Ended partial = cli.run("apply", "plan.json", "--partial");

    assertThat(partial.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(partial.err()).endsWith("error: left out, because not as plan.json says: thing.a\n");
    assertThat(cli.server.writes()).containsExactly("create a", "create b", "update b [x]");
  }

  @Test
  void leavesOutWhatNeedsARefusedObject() {
    cli.run("plan", "site.yml", "--out", "plan.json");
    cli.playbook(CHANGED);

    Ended partial = cli.run("apply", "plan.json", "--partial");

    assertThat(partial.err())
        .contains("`thing.a` is not as plan.json says: `fields.x` is declared as 3 now, it was 1")
        .contains("`thing.b` is left out too");
    assertThat(partial.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(cli.server.writes()).isEmpty();
  }

  @Test
  void anEditedFileOnlyForbids() throws IOException {
    cli.run("apply", "site.yml");
    cli.playbook(CHANGED);
    cli.run("plan", "site.yml", "--out", "plan.json");
    String whole = kept();
    // a step that the plan of now does not have
    Files.writeString(
        folder.resolve("plan.json"),
        whole.replace(
            "\"steps\": [",
            "\"steps\": [{\"address\": \"thing.c\", \"action\": \"delete\", \"path\": \"/c\"},"));
    assertThat(cli.run("apply", "plan.json").exit()).isEqualTo(ExitCode.OK);
    assertThat(cli.server.writes()).containsExactly("create a", "create b", "update a [x]");

    cli.server.put(cli.server.get("/a").withFields(Map.of("x", "1")));
    Files.writeString(
        folder.resolve("plan.json"), whole.replace("\"after\": \"3\"", "\"after\": \"4\""));
    Ended changed = cli.run("apply", "plan.json");
    Files.writeString(folder.resolve("plan.json"), whole.replace("thing.a", "thing.c"));
    Ended dropped = cli.run("apply", "plan.json");

    assertThat(changed.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(changed.err()).contains("`x` would become 3, the file says 4");
    assertThat(dropped.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(dropped.err()).contains("its action is update now, the file does not have it");
    assertThat(cli.server.writes()).hasSize(3);
  }

  @Test
  void asksForTheConsentOfTheApply() throws IOException {
    cli.run("apply", "site.yml");
    cli.playbook(OnALab.TWO_THINGS.replace("x: \"1\"", "off_x: \"1\""));
    cli.run("plan", "site.yml", "--out", "plan.json");
    assertThat(kept()).contains("\"allow\": [\n            \"power-off\"\n          ]");

    assertThat(cli.run("apply", "plan.json").err()).contains("allow it with --yes");
    assertThat(cli.run("apply", "plan.json", "--yes").exit()).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "\"provision_plan\": 1 # \"provision_plan\": 0 # has version 0, and this provision reads"
            + " version 1: plan again",
        "\"provision_plan\": 1 # \"provision_plan\": \"x\" # is damaged: `provision_plan` is no number",
        "\"action\": \"create\", # # is damaged: `plans[0].steps[0].action` is missing",
        "\"thing.a\" # \"thing\" # is damaged: `thing` is not an address: expected kind.name, for"
            + " example instance.web-1",
        "\"made\": \"2 # \"made\": \"x # is damaged: `made` is no time",
        "\"plans\": [ # \"plans\": [[ # is damaged: it is no complete JSON document",
      })
  void refusesADamagedFileAndAnOlderOne(String from, String to, String message) throws IOException {
    cli.run("plan", "site.yml", "--out", "plan.json");
    edit(from, to == null ? "" : to);

    Ended refused = cli.run("apply", "plan.json");

    assertThat(refused.err()).isEqualTo("error: the plan file `plan.json` " + message + "\n");
    assertThat(refused.exit()).isEqualTo(ExitCode.PLAYBOOK);
    assertThat(cli.server.writes()).isEmpty();
  }

  @Test
  void refusesAFileOfAnotherEnvironmentOrPlaybook() {
    cli.run("plan", "site.yml", "--out", "plan.json");
    cli.playbook(OnALab.TWO_THINGS.replace("name: lab", "name: other"));

    Ended other = cli.run("apply", "plan.json");

    assertThat(other.err())
        .isEqualTo(
            "error: the plan in plan.json is one of `lab`, and the playbook `site.yml` declares"
                + " `other`\n");
    assertThat(other.exit()).isEqualTo(ExitCode.PLAYBOOK);
  }

  @Test
  void refusesOptionsThatThePlanDidNotHave() {
    cli.run("plan", "site.yml", "--prune", "--target", "thing.a", "--out", "plan.json");

    assertThat(cli.run("apply", "plan.json", "--prune").err())
        .startsWith(
            "error: the plan in plan.json was made with --target thing.a --prune, not with"
                + " --prune: say the same here, or plan again\n");
    assertThat(cli.run("apply", "plan.json", "--prune", "--target", "thing.a").exit())
        .isEqualTo(ExitCode.OK);
    assertThat(cli.run("apply", "site.yml", "--partial").err())
        .startsWith(
            "error: --partial goes with a plan file, which `provision plan --out FILE` makes\n");
  }

  @Test
  void writesNothingMoreThanTheFileHoldsWhenSomethingChangesDuringTheRun() {
    cli.playbook(OnALab.TWO_THINGS.replace("x: \"2\"", "x: \"2\", z: \"1\""));
    cli.run("apply", "site.yml");
    cli.playbook(CHANGED.replace("x: \"2\"", "x: \"5\", z: \"1\""));
    cli.run("plan", "site.yml", "--out", "plan.json");
    cli.server.after(
        "update a [x]",
        () -> cli.server.put(cli.server.get("/b").withFields(Map.of("x", "2", "z", "7"))));

    Ended ended = cli.run("apply", "plan.json");

    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out())
        .contains("it changed since the plan, which did not say `z` 7 -> 1")
        .contains("plan again");
    assertThat(cli.server.get("/b").fields()).containsEntry("x", "2").containsEntry("z", "7");
  }

  @Test
  void holdsEveryPlayOfAFile() throws IOException {
    String second = TWO_THINGS.replace("name: lab", "name: more").replace(": /a", ": /c");
    cli.playbook("- " + indented(TWO_THINGS) + "- " + indented(second.replace(": /b", ": /d")));
    cli.run("plan", "site.yml", "--out", "plan.json");

    assertThat(kept()).contains("\"environment\": \"lab\"").contains("\"environment\": \"more\"");
    cli.playbook(TWO_THINGS);
    assertThat(cli.run("apply", "plan.json").err())
        .isEqualTo(
            "error: the plan in plan.json is one of `lab`, `more`, and the playbook `site.yml`"
                + " declares `lab`\n");
  }

  private static String indented(String play) {
    return play.strip().replace("\n", "\n  ") + "\n";
  }

  @Test
  void findsThePlaybookThatHasMoved() throws IOException {
    cli.run("plan", "site.yml", "--out", "plan.json");
    Files.move(folder.resolve("site.yml"), folder.resolve("moved.yml"));

    assertThat(cli.run("apply", "plan.json").err())
        .startsWith(
            "error: the plan in plan.json is one of the playbook `site.yml`, which is not here: name"
                + " it with --playbook\n");
    assertThat(
            cli.run("apply", "plan.json", "--playbook", folder.resolve("moved.yml").toString())
                .exit())
        .isEqualTo(ExitCode.OK);
  }
}
