package dev.provision.acceptance;

import dev.provision.cli.Provision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command line in this process on a playbook in a folder of its own. */
final class Provisioning {
  private final Target target;
  private final Path playbook;
  private final Map<String, String> environment;

  /** What one command gave. */
  record Ended(int exit, String out, String err) {
    /** Both streams, for what must not be in either. */
    String all() {
      return out + err;
    }
  }

  /**
   * @param text a playbook in which {@code VCENTER} stands for the target's section
   */
  Provisioning(Target target, Path folder, String text) {
    this.target = target;
    this.playbook = folder.resolve("site.yml");
    this.environment = new HashMap<>(target.environment());
    rewrite(text);
  }

  /** Somebody edits the playbook. */
  void rewrite(String text) {
    try {
      Files.writeString(playbook, text.replace("VCENTER", target.vcenter()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Provisioning with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path playbook() {
    return playbook;
  }

  Ended plan(String... options) {
    return run("plan", options);
  }

  Ended apply(String... options) {
    return run("apply", options);
  }

  Ended run(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, playbook.toString()));
    args.addAll(List.of(more));
    return run(args, environment);
  }

  static Ended run(List<String> args, Map<String, String> environment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Provision.run(
            args,
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
