package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Ended;
import dev.provision.report.ExitCode;
import dev.provision.spi.ModuleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a command says when the server, a file or our own code fails. */
class FailuresOnALabTest extends OnALab {
  @Test
  void saysInLinesWhyTheWorldCannotBeReached() {
    cli.server.failBefore(
        "survey",
        ModuleException.Kind.UNREACHABLE,
        "TCP: refused\n  host `x` from site.yml:2:3\u001b[2J\n  look there");

    assertThat(cli.run("plan", "site.yml"))
        .isEqualTo(
            new Ended(
                ExitCode.UNREACHABLE,
                "",
                """
                error: could not read the things and sizes of `lab` on the lab: TCP: refused
                  host `x` from site.yml:2:3\\u001b[2J
                  look there
                """));
  }

  @Test
  void reportsAFailureAndWhatItKeptFromBeginning() {
    cli.server.failBefore("create a", ModuleException.Kind.REFUSED, "no room\u0007");

    Ended ended = cli.run("apply", "site.yml", "--parallelism", "1");

    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out())
        .endsWith(
            """
            thing.a: creating
            thing.a: 50% making
            thing.a: failed: could not create thing `a` on the lab: no room\\u0007, at site.yml:6:3 (0.0 s)
            thing.b: skipped: `thing.a` failed

            Not converged in 0.0 s: 1 failed, 1 skipped
            The next apply goes on from what is there.
            """);
  }

  @Test
  void masksASecretThatTheServerRepeats() throws IOException {
    cli.environment.put("LAB_TOKEN", "hush-hush");
    cli.playbook(
        """
        name: lab
        vars: {pin: "${env.LAB_TOKEN}", word: open-sesame}
        secrets: [pin, word]
        lab: {room: 10}
        things:
          a: {path: /a, fields: {pin: "${pin}", word: "${word}", both: "<${pin}>"}}
        """);
    cli.server.failBefore(
        "create a", ModuleException.Kind.REFUSED, "`hush-hush` or open-sesame is not valid");

    Ended text = cli.run("apply", "site.yml");
    cli.server.failBefore("create a", ModuleException.Kind.REFUSED, "not hush-hush \"x\"");
    Ended json = cli.run("apply", "site.yml", "--format", "json", "--trace", "trace.txt");
    Ended show = cli.run("show", "site.yml", "thing.a");

    assertThat(text.out()).contains("`(sensitive)` or (sensitive) is not valid");
    assertThat(json.out()).contains("not (sensitive) ");
    assertThat(text.out() + text.err() + json.out() + json.err() + show.out() + show.err())
        .doesNotContain("hush", "sesame");
    assertThat(Files.readString(folder.resolve("trace.txt"))).doesNotContain("hush", "sesame");
  }

  @Test
  void refusesATraceThatCannotBeWritten() {
    assertThat(cli.run("plan", "site.yml", "--trace", "no/trace").err())
        .isEqualTo(
            """
            error: --trace no/trace cannot be written: there is no directory `no`
            provision plan --help says more
            """);
    assertThat(cli.run("plan", "site.yml", "--trace", "no/trace").exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void saysABugInOneLineAndWritesAFile() throws IOException {
    cli.provider =
        () -> {
          throw new IllegalStateException("oops");
        };

    Ended ended = cli.run("plan", "site.yml");

    assertThat(ended.exit()).isEqualTo(ExitCode.BUG);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .matches(
            "error: this is a bug in provision, not in your playbook; what we need to fix it is"
                + " in \\S+\n");
    Path file = Path.of(ended.err().strip().substring(ended.err().lastIndexOf(' ') + 1));
    assertThat(file).content().contains("IllegalStateException: oops", "FailuresOnALabTest");
    Files.delete(file);
  }
}
