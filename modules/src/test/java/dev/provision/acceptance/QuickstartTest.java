package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The playbook of the first run. It brings a vCenter of its own, so it runs on no other target; the
 * files are copied, because what the lab has is kept beside it.
 */
class QuickstartTest {
  @TempDir Path folder;

  @Test
  void isConvergedTwiceAndDestroyed() throws IOException {
    copy("playbooks");
    copy("templates");

    assertThat(run("check")).endsWith("exit 0");
    assertThat(run("plan", "--exit-code")).endsWith("exit 2");
    assertThat(run("apply")).contains("Converged").endsWith("exit 0");
    assertThat(run("list")).contains("web-1", "web-2", "web-3", "db", "ACTIVE").endsWith("exit 0");
    assertThat(run("apply")).contains("No changes.").endsWith("exit 0");
    assertThat(run("destroy", "--yes")).endsWith("exit 0");
    assertThat(run("plan", "--exit-code")).endsWith("exit 2");
  }

  private void copy(String directory) throws IOException {
    Path from = PlaybooksTest.checkout().resolve(directory);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> !path.toString().contains(".provision")).toList()) {
        Path to = folder.resolve(directory).resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
  }

  private String run(String command, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(command, folder.resolve("playbooks").resolve("quickstart.yml").toString()));
    line.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Provision.run(line, Map.of(), out, out);
    return bytes.toString(StandardCharsets.UTF_8) + "exit " + exit;
  }
}
