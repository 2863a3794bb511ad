package dev.provision.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The command line in a process of its own, which can be sent signals. */
final class Child implements AutoCloseable {
  /** Long enough for a machine that does much else; nothing waits so long when all is well. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private Child(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Child run(Provisioning provision, Path folder, String command, String... more)
      throws IOException {
    List<String> line = new ArrayList<>();
    if (canResetSignals()) {
      // what a shell runs in the background ignores SIGINT, and so does all that it starts
      line.addAll(List.of("env", "--default-signal=INT"));
    }
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dschema.seen=" + System.getProperty("schema.seen", ""),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.provision.cli.Provision"));
    line.addAll(provision.arguments(command, more));
    Path output = Files.createTempFile(folder, "child", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(provision.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    return new Child(process, output);
  }

  private static boolean canResetSignals() throws IOException {
    Process asked =
        new ProcessBuilder("env", "--default-signal=INT", "true")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return asked.onExit().join().exitValue() == 0;
  }

  /** Waits until the world is so; the child must live until then. */
  Child until(BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("it never came to that: " + output());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return this;
  }

  Child untilItSays(String text) throws InterruptedException {
    return until(() -> output().contains(text));
  }

  /**
   * @param name {@code INT}, {@code TERM} or {@code KILL}
   */
  Child signal(String name) throws IOException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    if (kill.onExit().join().exitValue() != 0) {
      throw new AssertionError("it had ended: " + output());
    }
    return this;
  }

  /** Waits for its end and gives the exit code; 128 and more for a signal that ended it. */
  int ended() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end: " + output());
    }
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
