package dev.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first command of the README: a whole life of an environment, printed as a user sees it. */
@NeedsReferee
class QuickstartTest {
  private final String playbook = playbook();

  private static String playbook() {
    Path start =
        Path.of(Optional.ofNullable(System.getProperty("basedir")).orElse("")).toAbsolutePath();
    Path root = Files.exists(start.resolve("README.md")) ? start : start.getParent();
    return root.resolve("playbooks/ci.yml").toString();
  }

  private record Ended(int exit, String out) {}

  private Ended run(Referee referee, String command, String... more) {
    List<String> line = new ArrayList<>(List.of(command, playbook));
    line.addAll(List.of("-e", "port=" + referee.port(), "-e", "insecure=true"));
    line.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Map<String, String> environment =
        Map.of(
            "VC_HOST", referee.host(),
            "VC_USER", referee.username(),
            "VC_PASSWORD", referee.password(),
            "CI_TOKEN", "quickstart-token");
    int exit = Provision.run(line, environment, out, out);
    String text = bytes.toString(StandardCharsets.UTF_8);
    System.out.println("$ provision " + command + " playbooks/ci.yml\n" + text);
    return new Ended(exit, text);
  }

  @Test
  void plansAppliesListsAndDestroysTheEnvironmentOfABranch() {
    try (Referee referee = Referee.start()) {
      assertThat(run(referee, "plan").out()).contains("4 to create, 0 to change");
      assertThat(run(referee, "apply").out()).contains("4 created");
      assertThat(run(referee, "apply").out()).contains("No changes.");
      assertThat(run(referee, "list").out())
          .contains("| controller |", "| runner-1   |", "| runner-2   |");
      Ended destroyed = run(referee, "destroy", "--yes");
      assertThat(destroyed.out()).contains("4 deleted");
      assertThat(destroyed.exit()).isZero();
      assertThat(referee.sessions()).isZero();
    }
  }
}
