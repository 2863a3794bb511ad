package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Ended;
import dev.provision.lab.Thing;
import dev.provision.report.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --yes} stands for, and what only its own word allows. */
class ConsentTest {
  private static final String NOTHING = "name: lab\nlab: {room: 10}\n";

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void lab() {
    cli = new Cli(folder).playbook(NOTHING);
  }

  private void there(String name, Map<String, String> fields) {
    cli.server.put(Thing.owned("/" + name, "thing." + name, fields));
  }

  private void refused(Ended ended, String why) {
    assertThat(ended.err()).isEqualTo("error: nothing was changed: the plan would " + why);
    assertThat(ended.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(cli.server.writes()).isEmpty();
  }

  @Test
  void yesDeletesNoInfrastructure() {
    there("a", Map.of("infra", ""));
    there("b", Map.of());

    refused(
        cli.run("destroy", "site.yml", "--yes"),
        "delete, because of thing.a; --yes is not enough, allow it with --allow delete\n");
    assertThat(cli.run("destroy", "site.yml", "--allow", "delete").exit()).isEqualTo(ExitCode.OK);
    assertThat(cli.server.paths()).isEmpty();
  }

  @Test
  void anAnswerOnATerminalDeletesNoInfrastructureEither() {
    there("a", Map.of("infra", ""));
    cli.canAsk = true;
    cli.answer =
        () -> {
          throw new AssertionError("asked");
        };

    refused(
        cli.run("apply", "site.yml", "--prune"),
        "delete, because of thing.a; --yes is not enough, allow it with --allow delete\n");
  }

  @Test
  void moreThanOneHasToBeCountedAndWhatYesStandsForIsNot() {
    there("a", Map.of("infra", ""));
    there("b", Map.of("infra", ""));
    there("c", Map.of());

    String why =
        "delete, because of thing.a, thing.b; --yes is not enough, allow it with --allow delete=2\n";
    refused(cli.run("destroy", "site.yml", "--allow", "delete"), why);
    refused(cli.run("destroy", "site.yml", "--allow", "delete=3"), why);
    assertThat(cli.run("destroy", "site.yml", "--allow", "delete=2").exit()).isEqualTo(ExitCode.OK);
    assertThat(cli.server.paths()).isEmpty();
  }

  @Test
  void aNumberThatIsGivenHasToBeThePlans() {
    there("a", Map.of());

    refused(
        cli.run("destroy", "site.yml", "--yes", "--allow", "delete=2"),
        "delete; allow it with --yes or --allow delete\n");
    assertThat(cli.run("destroy", "site.yml", "--allow", "delete=1").exit()).isEqualTo(ExitCode.OK);
  }

  @Test
  void everyDisruptionOfADeletionIsNamed() {
    there("a", Map.of("infra", "UNMOUNT"));

    refused(
        cli.run("destroy", "site.yml", "--yes", "--allow", "delete"),
        "unmount, because of thing.a; --yes is not enough, allow it with --allow unmount\n");
    assertThat(cli.run("destroy", "site.yml", "--allow", "delete,unmount").exit())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void aChangeThatMovesMachinesIsNamedAndCounted() {
    there("a", Map.of("moves_x", "1"));
    there("b", Map.of("moves_x", "1"));
    cli.playbook(
        NOTHING
            + """
            things:
              a: {path: /a, fields: {moves_x: "2"}}
              b: {path: /b, fields: {moves_x: "2"}}
            """);

    Ended ended = cli.run("apply", "site.yml", "--yes");

    refused(
        ended,
        "evacuate, because of thing.a, thing.b; --yes is not enough, allow it with --allow evacuate=2\n");
    assertThat(ended.out())
        .contains("~   thing.a               evacuates\n")
        .endsWith(
            "0 to create, 2 to change (2 evacuations), 0 to replace, 0 to delete, 0 unchanged\n");
    assertThat(cli.run("plan", "site.yml", "--format", "json").out())
        .contains(
            """
                  "consent": [
                    {
                      "allow": "evacuate=2",
                      "objects": 2,
                      "yes": false
                    }
                  ],
            """);
    assertThat(cli.run("apply", "site.yml", "--allow", "evacuate=2").exit()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aNumberIsANumber() {
    assertThat(cli.run("apply", "site.yml", "--allow", "delete=two").err())
        .startsWith("error: --allow delete=two: expected a number of objects, as in delete=2\n");
  }
}
