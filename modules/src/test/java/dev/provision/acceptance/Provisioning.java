package dev.provision.acceptance;

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
import java.util.function.UnaryOperator;

/** Runs the command line in this process on a playbook in a folder of its own. */
final class Provisioning {
  private final Target target;
  private final Path playbook;
  private final Map<String, String> environment;

  /** What one command gave. */
  record Ended(int exit, String out, String err) {
    /** What was printed, from the line that starts like this on to the next empty one. */
    String from(String start) {
      int begin = out.startsWith(start) ? 0 : out.indexOf("\n" + start) + 1;
      if (begin == 0 && !out.startsWith(start)) {
        throw new AssertionError("no line starts with `" + start + "`: " + all());
      }
      int end = out.indexOf("\n\n", begin);
      return end < 0 ? out.substring(begin) : out.substring(begin, end + 1);
    }

    /** A plan's steps: the first block that is indented, its columns two spaces apart. */
    String steps() {
      return from("  ").replaceAll("(?<=\\S) {2,}", "  ");
    }

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

  /** The same in other words. */
  void edit(UnaryOperator<String> other) {
    try {
      Files.writeString(playbook, other.apply(Files.readString(playbook)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Provisioning with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** One more setting of the connection, in YAML. */
  Provisioning connection(String setting) {
    try {
      String text = Files.readString(playbook);
      Files.writeString(
          playbook, text.replaceFirst("(?m)^(vcenter: \\{.*)\\}$", "$1, " + setting + "}"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    Ended ended = run(target, arguments(command, more), environment);
    return new Ended(ended.exit(), local(ended.out()), local(ended.err()));
  }

  /** Without what differs from run to run: the folder of the test. */
  private String local(String text) {
    return text.replace(playbook.getParent() + "/", "");
  }

  /** The command line of {@link #run(String, String...)}. */
  List<String> arguments(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, playbook.toString()));
    args.addAll(List.of(more));
    return args;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  static Ended run(Target target, List<String> args, Map<String, String> environment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        target.run(
            args,
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
