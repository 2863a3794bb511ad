package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Ended;
import dev.provision.cli.text.Terminal;
import dev.provision.lab.Thing;
import dev.provision.report.ExitCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the commands do on a server where nothing goes wrong. */
class CommandsOnALabTest extends OnALab {
  @Test
  void checks() {
    assertThat(cli.run("check", "site.yml"))
        .isEqualTo(
            new Ended(ExitCode.OK, "site.yml: environment lab is well formed, 3 resources\n", ""));
  }

  @Test
  void saysAllMistakesWithTheirPlaces() {
    Ended ended =
        cli.playbook(
                """
                name: lab
                lab: {room: ten}
                thinks: {}
                """)
            .run("plan", "site.yml");

    assertThat(ended.exit()).isEqualTo(ExitCode.PLAYBOOK);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("site.yml:3:1: error: ", "did you mean `things`?");
  }

  @Test
  void plansAndWritesNothing() {
    Ended ended = cli.run("plan", "site.yml");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                ExitCode.OK,
                """
                Environment lab on the lab    2 resources

                  +   thing.a               {x=1}
                  +   thing.b               {x=2}

                2 to create, 0 to change, 0 to replace, 0 to delete, 0 unchanged
                """,
                ""));
    assertThat(cli.server.writes()).isEmpty();
  }

  @Test
  void leavesWhatNeedsAPowerOffAndSaysSo() {
    cli.playbook(TWO_THINGS.replace("x: \"1\"", "off_x: \"1\"")).run("apply", "site.yml");
    cli.playbook(TWO_THINGS.replace("x: \"1\"", "off_x: \"2\""));
    int before = cli.server.writes().size();

    Ended ended = cli.run("apply", "site.yml", "--no-reboot");

    assertThat(ended.exit()).isEqualTo(ExitCode.OK);
    assertThat(ended.out())
        .contains(
            "`off_x`: 1 -> 2 is left, because it needs a power-off and --no-reboot was given");
    assertThat(cli.server.writes()).hasSize(before);
    assertThat(cli.run("apply", "site.yml", "--yes").out()).contains("1 changed");
  }

  @Test
  void plansAPartByAddressAndByTag() {
    assertThat(cli.run("plan", "site.yml", "--exclude", "thing.b").out())
        .contains("thing.a")
        .doesNotContain("thing.b");
    cli.playbook(TWO_THINGS.replace("  b: {", "  b: {tags: [late, slow], "));
    assertThat(cli.run("plan", "site.yml", "--skip-tags", "late,slow").out())
        .contains("thing.a")
        .doesNotContain("thing.b");
    assertThat(cli.run("plan", "site.yml", "--tags", "late").out()).contains("thing.a", "thing.b");
    assertThat(cli.run("plan", "site.yml", "--tags", "lte").err()).contains("did you mean `late`?");
    assertThat(cli.run("destroy", "site.yml", "--exclude", "thing.a", "--yes").exit())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void tellsByExitCodeThatSomethingWouldChange() {
    assertThat(cli.run("plan", "site.yml", "--exit-code").exit()).isEqualTo(ExitCode.CHANGES);
    cli.run("apply", "site.yml");
    assertThat(cli.run("plan", "site.yml", "--exit-code").exit()).isEqualTo(ExitCode.OK);
  }

  @Test
  void appliesWithALineAnEvent() {
    Ended ended = cli.run("apply", "site.yml", "--parallelism", "1");

    assertThat(ended.exit()).isEqualTo(ExitCode.OK);
    assertThat(ended.out())
        .isEqualTo(
            """
            Environment lab on the lab    2 resources

              +   thing.a               {x=1}
              +   thing.b               {x=2}

            2 to create, 0 to change, 0 to replace, 0 to delete, 0 unchanged

            thing.a: creating
            thing.a: 50% making
            thing.a: created (0.0 s)
            thing.b: creating
            thing.b: 50% making
            thing.b: created (0.0 s)

            Converged in 0.0 s: 2 created
            """);
    assertThat(cli.server.writes()).containsExactly("create a", "create b");
  }

  @Test
  void saysOnceThatNothingChanges() {
    cli.run("apply", "site.yml");

    assertThat(cli.run("apply", "site.yml").out())
        .isEqualTo(
            """
            Environment lab on the lab    2 resources

            No changes. 0 to create, 0 to change, 0 to replace, 0 to delete, 2 unchanged
            """);
  }

  @Test
  void printsOneJsonDocumentForSeveralPlays() {
    cli.playbook(
        """
        - {name: one, lab: {room: 1}, things: {a: {path: /a}}}
        - {name: two, lab: {room: 1}}
        """);

    assertThat(cli.run("plan", "site.yml", "--format", "json").out())
        .isEqualTo(
            """
            {
              "version": 1,
              "plans": [
                {
                  "environment": "one",
                  "target": "the lab",
                  "changes": true,
                  "disruptions": [],
                  "consent": [],
                  "steps": [
                    {
                      "address": "thing.a",
                      "action": "create",
                      "path": "",
                      "summary": "{}",
                      "placement": "",
                      "existing": false,
                      "where": "site.yml:1:40",
                      "changes": [],
                      "notes": []
                    }
                  ],
                  "orphans": [],
                  "warnings": []
                },
                {
                  "environment": "two",
                  "target": "the lab",
                  "changes": false,
                  "disruptions": [],
                  "consent": [],
                  "steps": [],
                  "orphans": [],
                  "warnings": []
                }
              ]
            }
            """);
    assertThat(cli.run("plan", "site.yml", "--play", "two").out())
        .startsWith("Environment two on the lab");
    assertThat(cli.run("plan", "site.yml", "--play", "three").err())
        .isEqualTo(
            """
            error: --play three: no play of the file is called so; there is one, two
            provision plan --help says more
            """);
    assertThat(cli.run("graph", "site.yml", "--format", "mermaid").err())
        .startsWith("error: a mermaid chart shows one play");
  }

  @Test
  void showsAndConvergesADifference() {
    cli.server.put(Thing.owned("/a", "thing.a", Map.of("x", "9")));
    cli.server.put(Thing.owned("/b", "thing.b", Map.of("x", "2")));
    cli.server.put(Thing.owned("/old", "thing.old", Map.of()));

    assertThat(cli.run("plan", "site.yml").out())
        .isEqualTo(
            """
            Environment lab on the lab    2 resources

              ~   thing.a               changed in place
                    x       9 -> 1                            site.yml:6:29
              !   thing.old             orphan: /old is owned by lab and no longer declared; --prune deletes it

            0 to create, 1 to change, 0 to replace, 0 to delete, 1 unchanged, 1 orphan
            """);
    assertThat(cli.run("apply", "site.yml").out())
        .endsWith("Converged in 0.0 s: 1 changed, 1 unchanged\n");
  }

  @Test
  void showsAResource() {
    cli.server.put(Thing.owned("/a", "thing.a", Map.of("x", "9", "ip", "10.0.0.1")));

    assertThat(cli.run("show", "site.yml", "thing.a").out())
        .isEqualTo(
            """
            thing.a    site.yml:6:3

            declared
              path                      /a                                site.yml:6:13
              fields.x                  1                                 site.yml:6:29
              existing                  false
              ready_in                  0

            observed
              at                        /a
              ip                        10.0.0.1

            difference
              x                         9 -> 1
            """);
    assertThat(cli.run("show", "site.yml", "size.small").out())
        .isEqualTo(
            """
            size.small    site.yml:4:3

            declared
              size                      1                                 site.yml:4:17

            It is a value of the playbook: nothing of it is on the server.
            """);
    assertThat(cli.run("show", "site.yml", "thing.c").err())
        .startsWith("error: `thing.c` is not in the playbook");
    assertThat(cli.run("show", "site.yml", "things").err())
        .startsWith("error: `things` is not an address: expected kind.name");
  }

  @Test
  void listsWhatThereIsAlsoWhereOneOfThemCannotBeRead() {
    String table = cli.run("list", "site.yml").out().replaceAll("(?m)^declared.*\n", "");
    cli.server.unreadable("/a");

    Ended ended = cli.run("list", "site.yml");

    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out()).isNotEmpty().isEqualTo(table);
    assertThat(ended.err()).contains("`thing.a` is at `/a` and cannot be read");
  }

  @Test
  void listsNothingAsAnEmptyTable() {
    assertThat(cli.run("list", "site.yml", "--drift").out())
        .isEqualTo(
            """
            +-------+
            | Drift |
            +-------+
            +-------+
            """);
    assertThat(cli.run("list", "site.yml", "--format", "json").out()).isEqualTo("[]\n");
  }

  @Test
  void drawsTheGraph() {
    assertThat(cli.run("graph", "site.yml").out())
        .isEqualTo("size.small\nthing.a\nthing.b\n  thing.a\n");
    assertThat(cli.run("graph", "site.yml", "--target", "thing.a").out()).isEqualTo("thing.a\n");
    assertThat(cli.run("graph", "site.yml", "--target", "thing.bb").err())
        .startsWith("error: --target thing.bb is not in the playbook; did you mean `thing.b`?\n");
  }

  @Test
  void drawsLiveLinesOnATerminal() {
    cli.terminal = new Terminal(true, 80, 24);
    cli.letTimePass();

    Ended ended = cli.run("apply", "site.yml", "--parallelism", "1");

    assertThat(ended.out())
        .contains("\u001b[?7l       thing.a creating 0.0 s\n\u001b[?7h")
        .containsPattern("\r\u001b\\[1A\u001b\\[Jthing.a: created \\([0-9.]+ s\\)\n")
        .containsPattern("\nConverged in [0-9.]+ s: 2 created\n$");
  }
}
