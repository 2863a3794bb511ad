package dev.provision.acceptance;

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

/**
 * A playbook of {@code playbooks/} that brings a vCenter of its own. The files are copied, because
 * what a lab has is kept beside it, and its time runs faster.
 */
record LabPlaybook(Path folder, String name) {
  LabPlaybook {
    try {
      copy("playbooks", folder);
      copy("templates", folder);
      try (Stream<Path> labs = Files.list(folder.resolve("playbooks/labs"))) {
        for (Path lab : labs.toList()) {
          Files.writeString(lab, Files.readString(lab).replace("speed: 4", "speed: 1000"));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(String directory, Path folder) throws IOException {
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

  /** All that a command prints, and {@code exit 0} or what it ends with. */
  String run(String command, String... more) {
    List<String> line =
        new ArrayList<>(List.of(command, folder.resolve("playbooks").resolve(name).toString()));
    line.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Provision.run(line, Map.of(), out, out);
    return bytes.toString(StandardCharsets.UTF_8) + "exit " + exit;
  }
}
