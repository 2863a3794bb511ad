package dev.provision.cli;

import dev.provision.cli.ending.Grace;
import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.Style;
import dev.provision.declare.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.commons.cli.CommandLine;

/**
 * One command with its parsed arguments.
 *
 * @param written the command and its arguments as they were written, without the program
 * @param named the playbook, where that is not the first argument
 */
record Invocation(
    CommandLine line, Console console, World world, String written, Optional<String> named) {
  /** A command whose first argument is its playbook, if it has one. */
  Invocation(CommandLine line, Console console, World world, String written) {
    this(line, console, world, written, Optional.empty());
  }

  /** The same about another playbook. */
  Invocation about(String playbook) {
    return new Invocation(line, console, world, written, Optional.of(playbook));
  }

  /** The playbook; empty for a command without one. */
  Optional<String> playbook() {
    return named.or(() -> line.getArgList().stream().findFirst());
  }

  /** Its name, {@code apply}. */
  String command() {
    return written.split(" ", 2)[0];
  }

  /** The command line that does the same again. */
  String again() {
    return "provision " + written;
  }

  /** Listens to signals from now on, and to the time; the caller closes it. */
  Interrupts interrupts() throws UsageException {
    Optional<Duration> grace = duration("grace");
    try {
      return Interrupts.listen(
          new Interrupts.Host(world.onSignal(), world.halt(), console.canAsk()),
          grace.map(Grace::new).orElse(Grace.DEFAULT),
          duration("deadline"));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--grace " + e.getMessage());
    }
  }

  /** A length of time, {@code 10 min}. */
  Optional<Duration> duration(String option) throws UsageException {
    Optional<String> text = option(option);
    try {
      return text.map(each -> Durations.parse(each, ""));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + option + " " + e.getMessage());
    }
  }

  /** The arguments that are no options, of which there must be so many. */
  List<String> arguments(int least, int most, String wanted) throws UsageException {
    List<String> given = line.getArgList();
    if (given.size() < least) {
      throw new UsageException("missing argument: expected " + wanted);
    }
    if (given.size() > most) {
      throw new UsageException("unexpected argument `" + Style.oneLine(given.get(most)) + "`");
    }
    return given;
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(line.getOptionValue(name));
  }

  List<String> options(String name) {
    String[] values = line.getOptionValues(name);
    return values == null ? List.of() : List.of(values);
  }

  boolean has(String name) {
    return line.hasOption(name);
  }

  /** One of the given words, the first of which is the default. */
  String format(String... allowed) throws UsageException {
    String format = option("format").orElse(allowed[0]);
    if (!List.of(allowed).contains(format)) {
      throw new UsageException(
          "unknown format `" + format + "`: expected one of " + String.join(", ", allowed));
    }
    return format;
  }

  /**
   * A line that the user types. Waits on another thread: reading from a terminal cannot be
   * interrupted, and Ctrl-C must be.
   */
  String typed() throws InterruptedException {
    CompletableFuture<String> typed = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                typed.complete(world.answer().get());
              } catch (RuntimeException e) {
                typed.complete("");
              }
            },
            "answer");
    reader.setDaemon(true);
    reader.start();
    try {
      String answered = typed.get();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return answered;
    } catch (InterruptedException e) {
      console.out().println();
      throw e;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
