package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Ended;
import dev.provision.lab.Server;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a command asks before it changes something, and how the user stops it. */
class ConsentOnALabTest extends OnALab {
  @Test
  void destroysWhatIsAllowed() {
    cli.run("apply", "site.yml");

    assertThat(cli.run("destroy", "site.yml"))
        .isEqualTo(
            new Ended(
                ExitCode.NOT_ALLOWED,
                """
                Environment lab on the lab    2 resources

                  -   thing.b               deleted: /b
                  -   thing.a               deleted: /a

                0 to create, 0 to change, 0 to replace, 2 to delete, 0 unchanged
                """,
                "error: nothing was changed: the plan would delete; allow it with --yes"
                    + " or --allow delete\n"));
    assertThat(cli.server.paths()).hasSize(2);
    assertThat(cli.run("destroy", "site.yml", "--allow", "delete").out())
        .endsWith("Converged in 0.0 s: 2 deleted\n");
    assertThat(cli.server.paths()).isEmpty();
  }

  @Test
  void asksOnATerminal() {
    cli.run("apply", "site.yml");
    cli.canAsk = true;
    cli.answer = () -> "no";

    Ended refused = cli.run("destroy", "site.yml");

    assertThat(refused.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(refused.out()).endsWith("This plan would delete. Apply it? Type yes: ");
    assertThat(refused.err()).isEqualTo("error: nothing was changed: the answer was not yes\n");
    cli.answer = () -> " yes ";
    assertThat(cli.run("destroy", "site.yml").exit()).isEqualTo(ExitCode.OK);
  }

  @Test
  void doesNotAskForWhatIsAllowedOrWhenAProgramReads() {
    cli.run("apply", "site.yml");
    cli.canAsk = true;
    cli.answer =
        () -> {
          throw new AssertionError("asked");
        };

    assertThat(cli.run("destroy", "site.yml", "--format", "json").exit())
        .isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(cli.run("destroy", "site.yml", "--yes").exit()).isEqualTo(ExitCode.OK);
  }

  @Test
  void refusesAWordThatAllowsNothing() {
    assertThat(cli.run("apply", "site.yml", "--allow", "reboot"))
        .isEqualTo(
            new Ended(
                ExitCode.USAGE,
                "",
                """
                error: --allow reboot: expected some of power-off, relink, replace, delete, revert, evacuate, \
                cut-network, unmount, drop-pools, disconnect, unprotect, revoke
                provision apply --help says more
                """));
  }

  @Test
  void endsWhenSomebodyInterruptsTheQuestion() {
    cli.run("apply", "site.yml");
    cli.canAsk = true;
    Runnable[] signal = {() -> {}};
    cli.onSignal = listener -> signal[0] = listener;
    cli.answer =
        () -> {
          signal[0].run();
          return "yes, but too late".substring(3);
        };

    Ended ended = cli.run("destroy", "site.yml");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.exit()).isEqualTo(ExitCode.CANCELLED);
    assertThat(ended.err()).isEqualTo("error: interrupted before anything was changed\n");
    assertThat(cli.server.paths()).hasSize(2);
  }

  @Test
  void endsWhenSomebodyInterruptsThePlanning() {
    Runnable[] signal = {() -> {}};
    cli.onSignal = listener -> signal[0] = listener;
    cli.server.before(
        "survey",
        () -> {
          signal[0].run();
          Thread.sleep(60_000);
        });

    Ended ended = cli.run("plan", "site.yml");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended)
        .isEqualTo(
            new Ended(ExitCode.CANCELLED, "", "error: interrupted before anything was changed\n"));
  }

  @Test
  void endsSoHoweverThePlanningTakesTheInterrupt() {
    Runnable[] signal = {() -> {}};
    cli.onSignal = listener -> signal[0] = listener;
    List<Server.Fault> takings =
        List.of(
            () -> {
              throw new ModuleException(
                  ModuleException.Kind.UNREACHABLE, "the call was interrupted", null);
            },
            () -> {
              throw new IllegalStateException("the file was closed");
            },
            Thread::interrupted);
    for (Server.Fault taking : takings) {
      for (String command : List.of("plan", "apply", "list", "destroy")) {
        cli.server.before(
            "survey",
            () -> {
              signal[0].run();
              taking.happen();
            });

        Ended ended = cli.run(command, "site.yml");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.exit()).as(command).isEqualTo(ExitCode.CANCELLED);
        assertThat(ended.err()).endsWith("error: interrupted before anything was changed\n");
        assertThat(ended.err()).doesNotContain("bug", "the call was interrupted");
      }
    }
    assertThat(cli.server.paths()).isEmpty();
  }

  @Test
  void stopsAfterTheFirstSignalOfARun() {
    Runnable[] signal = {() -> {}};
    cli.onSignal = listener -> signal[0] = listener;
    cli.server.before("create a", () -> signal[0].run());

    Ended ended = cli.run("apply", "site.yml", "--parallelism", "1");

    assertThat(ended.exit()).isEqualTo(ExitCode.CANCELLED);
    assertThat(ended.out())
        .endsWith(
            """
            stopping: nothing new is begun, what runs may end; once more to cancel it
            thing.b: not begun
            thing.a: created (0.0 s)

            Stopped in 0.0 s: 1 created, 1 cancelled
            To finish it: provision apply site.yml --parallelism 1
            """);
  }
}
