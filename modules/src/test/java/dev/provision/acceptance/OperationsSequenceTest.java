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

/** What the README shows of operations, on the playbook of the first run, which has a lab. */
class OperationsSequenceTest {
  @TempDir Path folder;

  @Test
  void snapshotsRevertsRebootsAndRescues() throws IOException {
    copy("playbooks");
    copy("templates");
    Path lab = folder.resolve("playbooks/labs/small.yml");
    Files.writeString(lab, Files.readString(lab).replace("speed: 4", "speed: 1000"));
    run("apply");

    assertThat(run("snapshot", "--name", "before-upgrade")).endsWith("4 instances done\nexit 0");
    assertThat(run("snapshot", "--list")).contains("instance.web-1: `before-upgrade`, taken ");
    assertThat(run("revert", "--name", "before-upgrade")).endsWith("exit 3");
    assertThat(run("revert", "--name", "before-upgrade", "--yes"))
        .endsWith("4 instances reverted\nexit 0");
    assertThat(run("plan")).contains("No changes.");
    assertThat(run("snapshot", "--delete", "before-upgrade")).endsWith("exit 0");
    assertThat(run("reboot", "instance.web-1", "--hard")).endsWith("1 instance rebooted\nexit 0");
    assertThat(run("console", "instance.web-1")).contains("wss://");
    assertThat(run("rescue", "instance.web-1")).endsWith("exit 0");
    assertThat(run("list")).contains("RESCUE");
    assertThat(run("rescue", "instance.web-1", "--end")).endsWith("exit 0");
    assertThat(run("plan")).contains("No changes.");
  }

  private void copy(String name) throws IOException {
    Path from = PlaybooksTest.checkout().resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> !f.toString().contains(".provision")).toList()) {
        Path to = folder.resolve(name).resolve(from.relativize(file).toString());
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
        new ArrayList<>(List.of(command, folder.resolve("playbooks/quickstart.yml").toString()));
    line.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Provision.run(line, Map.of(), out, out);
    return bytes.toString(StandardCharsets.UTF_8) + "exit " + exit;
  }
}
