package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Ended;
import dev.provision.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTest {
  @TempDir Path folder;

  static List<Command> commands() {
    return Commands.ALL;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "pln # unknown command `pln`; did you mean `plan`?",
        "plan # missing argument: expected a playbook",
        "plan a.yml b.yml # unexpected argument `b.yml`",
        "apply a.yml b.yml # unexpected argument `b.yml`",
        "destroy a.yml b.yml # unexpected argument `b.yml`",
        "list a.yml b.yml # unexpected argument `b.yml`",
        "apply # missing argument: expected a playbook or a plan file",
        "list # missing argument: expected a playbook, or --vcenter FILE --environment NAME",
        "list --vcenter vc.yml # --vcenter FILE wants --environment NAME: whose instances",
        "list a.yml --environment ci # --environment goes with --vcenter: a playbook has its own"
            + " name",
        "doctor a.yml --vcenter vc.yml # --vcenter FILE and a playbook: name one of them",
        "check a.yml b.yml # unexpected argument `b.yml`",
        "graph a.yml b.yml # unexpected argument `b.yml`",
        "show a.yml # missing argument: expected a playbook and an address",
        "show a.yml thing.a x # unexpected argument `x`",
        "version x # unexpected argument `x`",
        "plan a.yml --pruen # unknown option `--pruen`; did you mean `--prune`?",
        "plan a.yml --yes # unknown option `--yes`",
        "plan a.yml --out / # --out /: it is a directory",
        "plan a.yml --out /dev/null # --out /dev/null: it is not a file",
        "plan a.yml --out /no/such/plan # --out /no/such/plan: there is no directory for it",
        "plan a.yml --prune=1 # `--prune` takes no value",
        "plan a.yml --play # --play wants a value: NAME",
        "plan a.yml -e # -e wants a value: key=value|@file",
        "plan a.yml --format xml # unknown format `xml`: expected one of text, json",
        "plan a.yml --target web # `web` is not an address: expected kind.name, for example"
            + " instance.web-1",
        "apply a.yml --parallelism 0 # --parallelism 0: expected a whole number from 1 to 256",
        "apply a.yml --parallelism x # --parallelism x: expected a whole number from 1 to 256",
        "doc thingz # unknown kind `thingz`; did you mean `things`?",
      })
  void saysWhatIsWrongWithACommandLine(String line, String message) {
    Ended ended = new Cli(folder).run(line.split(" "));

    assertThat(ended.err()).startsWith("error: " + message + "\nprovision ").endsWith("\n");
    assertThat(ended.err().lines()).hasSize(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void printsTheHelpWhereNothingIsAskedFor() {
    Cli cli = new Cli(folder);

    Ended nothing = cli.run();
    Ended help = cli.run("--help");

    assertThat(nothing).isEqualTo(new Ended(ExitCode.USAGE, "", help.out()));
    assertThat(help.exit()).isEqualTo(ExitCode.OK);
    assertThat(cli.run("help")).isEqualTo(help);
    assertThat(cli.run("-h")).isEqualTo(help);
    assertThat(help.out())
        .isEqualTo(
            """
            provision converges VMware vCenter to what a YAML playbook declares.

            usage: provision COMMAND [OPTIONS]

              check PLAYBOOK             Find every mistake that can be found offline.
              plan PLAYBOOK              Show what would change, and why.
              apply PLAYBOOK|PLANFILE    Converge to what the playbook declares, or do what a saved plan says and no more.
              destroy PLAYBOOK           Remove everything that the environment owns; protected things stay.
              rehearse PLAYBOOK          Apply on a copy of the real inventory; change nothing.
              list [PLAYBOOK]            List the instances, live, as nova list does, and what drifted.
              show PLAYBOOK ADDRESS      Show one resource: declared, observed, difference, placement.
              why PLAYBOOK ADDRESS       Show why a resource goes where it goes: every host by every constraint.
              graph PLAYBOOK             Print the dependency graph.
              unlock [PLAYBOOK]          Say which run has the environment, and take it away from that run.
              doctor [PLAYBOOK]          Reach, trust, log in, privileges, files: say which layer fails first, and its fix.
              privileges PLAYBOOK        Show which privileges this playbook needs on what, and which the account lacks.
              doc [KIND|TOPIC]           Print the reference of the language, of one kind, or of a topic.
              demo PLAYBOOK              Plan, apply, list, apply again, then find and repair drift, on the embedded vCenter.
              version                    Print the version.

            provision COMMAND --help says more, with an example.

            exit codes: 0 converged or nothing to do, 1 something failed, 2 plan --exit-code found changes,
            3 a disruption, a rule or a saved plan does not allow it, 64 usage, 65 playbook, 69 vCenter cannot be reached or refuses,
            70 a bug of ours, 75 another run has the environment, 130 cancelled
            """);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExampleThatCanBeParsed(Command command) throws Exception {
    Ended help = new Cli(folder).run(command.name(), "--help");
    String example = help.out().substring(help.out().lastIndexOf("example: ") + 9).strip();
    List<String> words = List.of(example.replaceAll(" \\|.*", "").split(" "));

    assertThat(help.exit()).isEqualTo(ExitCode.OK);
    assertThat(help.out()).startsWith(command.summary() + "\n\nusage: provision " + command.name());
    assertThat(words.subList(0, 2)).containsExactly("provision", command.name());
    assertThat(CommonOptions.parse(command, words.subList(2, words.size())).getArgList().size())
        .isBetween(
            (int) command.arguments().chars().filter(c -> c == ' ').count(),
            command.arguments().split(" ").length);
    assertThat(new Cli(folder).run("help", command.name())).isEqualTo(help);
    command
        .options()
        .getOptions()
        .forEach(o -> assertThat(o.getDescription()).as(o.getLongOpt()).isNotBlank());
  }

  @Test
  void refusesAFileNameThatIsNone() {
    assertThat(new Cli(folder).run("check", "a\u0000b").err())
        .startsWith("error: `a\\u0000b` is not the name of a file\n");
  }

  @Test
  void printsTheVersion() {
    Ended version = new Cli(folder).run("version");

    assertThat(version).isEqualTo(new Ended(ExitCode.OK, "provision (not from its jar)\n", ""));
    assertThat(new Cli(folder).run("--version")).isEqualTo(version);
  }
}
