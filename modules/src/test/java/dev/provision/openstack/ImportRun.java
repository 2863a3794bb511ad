package dev.provision.openstack;

import dev.provision.cli.Provision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the command line in a folder of a test; what it says names no place of this machine. */
record ImportRun(Path folder) {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "VC_HOST", "vc.lab",
          "VC_USER", "osuser",
          "VC_PASSWORD", "canary",
          "VC_CLUSTER", "CL1",
          "HOME", "/home/u");

  /** How a command ended. */
  record Ended(int exit, String out, String err) {}

  Ended run(String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Provision.run(List.of(line), ENVIRONMENT, new PrintStream(out), new PrintStream(err));
    return new Ended(exit, text(out), text(err));
  }

  private String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
  }

  /** Writes a file, and says where it is. */
  String file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
