package dev.provision.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Go programs of {@code src/test/go/referee} (referee, govc, bench), built into {@code
 * target/referee} once a JVM. Go keeps what it compiled, so a build without changes takes a second.
 */
final class GoPrograms {
  private static Path built;

  private GoPrograms() {}

  /** The directory where they are. */
  static synchronized Path directory() {
    if (built == null) {
      try {
        built = build(moduleDirectory());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return built;
  }

  /** {@code modules/}: what Surefire says, or found from the working directory of an IDE. */
  private static Path moduleDirectory() {
    Path start =
        Path.of(Optional.ofNullable(System.getProperty("basedir")).orElse("")).toAbsolutePath();
    for (Path directory : new Path[] {start, start.resolve("modules")}) {
      if (Files.isRegularFile(directory.resolve("src/test/go/referee/go.mod"))) {
        return directory;
      }
    }
    throw new IllegalStateException("no src/test/go/referee/go.mod under " + start);
  }

  private static Path build(Path module) throws IOException {
    Path target = Files.createDirectories(module.resolve("target/referee"));
    String go =
        Program.GO
            .find(System.getenv())
            .orElseThrow(() -> new IllegalStateException(Program.GO.need()))
            .toString();
    // another JVM may build at the same time, and must not find half a program
    try (FileChannel channel =
        FileChannel.open(
            target.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until the channel is closed
      Process process =
          new ProcessBuilder(go, "build", "-o", target + "/", "./...")
              .directory(module.resolve("src/test/go/referee").toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.onExit().join().exitValue();
      if (exit != 0) {
        throw new IllegalStateException(
            "could not build the referee with `" + go + "`: exit " + exit + "\n" + output);
      }
      return target;
    }
  }

  /** Runs one to its end; variables of govc that are set outside do not reach it. */
  static Referee.Ended run(String program, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(directory().resolve(program).toString());
    command.addAll(arguments);
    Path err = Files.createTempFile(directory(), program + "-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GOVC_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.onExit().join().exitValue();
    String said = Files.readString(err);
    Files.delete(err);
    return new Referee.Ended(exit, out, said);
  }
}
