package dev.provision.cli;

import dev.provision.cli.text.Style;
import dev.provision.cli.text.Terminal;
import dev.provision.lab.LabProvider;
import dev.provision.lab.Server;
import dev.provision.report.ExitCode;
import dev.provision.run.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Whole commands on a world in memory, with a playbook in a folder of its own. */
final class Cli {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Server server = new Server();
  final Map<String, String> environment = new TreeMap<>();
  final Path folder;
  Supplier<dev.provision.spi.Provider<?, ?, ?>> provider = () -> new LabProvider(server);
  Supplier<String> answer = () -> "";
  Consumer<Runnable> onSignal = listener -> {};
  boolean canAsk;
  Terminal terminal = Terminal.NONE;
  Clock clock = Clock.fixed(START, ZoneOffset.UTC);

  Cli(Path folder) {
    this.folder = folder;
  }

  /** What a command gave; the folder of the playbook is left out of the texts. */
  record Ended(ExitCode exit, String out, String err) {}

  Cli playbook(String text) {
    return file("site.yml", text);
  }

  Cli file(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line in which {@code site.yml}, {@code plan.json} and the like are files of the folder. */
  Ended run(String... arguments) {
    List<String> args =
        List.of(arguments).stream()
            .map(
                a ->
                    a.matches("site.yml|trace.txt|plan.json|rules.yml|no/.*")
                        ? folder.resolve(a).toString()
                        : a)
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(out, err, terminal, canAsk, Style.PLAIN, Style.PLAIN);
    World world =
        new World(
            environment,
            clock,
            provider,
            answer,
            listener -> onSignal.accept(() -> listener.accept("INT")),
            code -> {},
            () -> "run1",
            Settings.DEFAULT);
    ExitCode exit = Provision.run(args, world, console);
    return new Ended(exit, text(out), text(err));
  }

  /** From now on each look at the clock is half a second later than the one before. */
  void letTimePass() {
    clock =
        new Clock() {
          private Instant now = START;

          @Override
          public synchronized Instant instant() {
            now = now.plusMillis(500);
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
          }
        };
  }

  private String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
  }
}
