package dev.provision.spi;

import dev.provision.diagnostic.Diagnostic;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A command of the command line that belongs to a provider. */
public interface ProviderCommand {
  /** The name as the user types it: {@code simulator}. */
  String name();

  /** The arguments as the usage line shows them, {@code reset|show LAB}. */
  String arguments();

  /** One sentence. */
  String summary();

  /** A complete command line as an example. */
  String example();

  /** Its own options; each takes a value. */
  default List<Flag> flags() {
    return List.of();
  }

  /**
   * An option with a value; it may be given more than once.
   *
   * @param name without dashes: {@code output}
   * @param argument the word for its value, {@code FILE}
   * @param description one sentence
   */
  record Flag(String name, String argument, String description) {}

  /**
   * Runs the command with options.
   *
   * @param flags the values of the given options, in their order
   * @throws IllegalArgumentException when the arguments are wrong; the message says what was wanted
   */
  default Said run(List<String> arguments, Map<String, List<String>> flags, Clock clock) {
    return run(arguments, clock);
  }

  /**
   * Runs the command with options; it may run until the user stops it.
   *
   * @throws IllegalArgumentException when the arguments are wrong; the message says what was wanted
   * @throws InterruptedException when its thread is asked to end
   */
  default Said run(
      List<String> arguments, Map<String, List<String>> flags, Clock clock, Terminal terminal)
      throws InterruptedException {
    return run(arguments, flags, clock);
  }

  /** The terminal of a command that runs until the user stops it. */
  interface Terminal {
    /** Prints a line at once; the lines of {@link Said} are printed when the command has ended. */
    void line(String text);

    /** From now on Ctrl-C and SIGTERM complete this {@code End} and no longer end the process. */
    End end();
  }

  /** The signal that the user wants the command to end. */
  interface End {
    void await() throws InterruptedException;
  }

  /**
   * Runs the command.
   *
   * @throws IllegalArgumentException when the arguments are wrong; the message says what was wanted
   */
  Said run(List<String> arguments, Clock clock);

  /**
   * The result of a command.
   *
   * @param lines to print
   * @param notes additional information that is not part of the answer
   * @param mistakes mistakes and warnings in a file that the user wrote
   * @param refused why the server refused; empty on success
   */
  record Said(
      List<String> lines, List<String> notes, List<Diagnostic> mistakes, Optional<String> refused) {
    public Said {
      lines = List.copyOf(lines);
      notes = List.copyOf(notes);
      mistakes = List.copyOf(mistakes);
      Objects.requireNonNull(refused);
    }

    public Said(List<String> lines, List<Diagnostic> mistakes, Optional<String> refused) {
      this(lines, List.of(), mistakes, refused);
    }

    public static Said lines(List<String> lines) {
      return new Said(lines, List.of(), Optional.empty());
    }

    public static Said mistakes(List<Diagnostic> mistakes) {
      return new Said(List.of(), mistakes, Optional.empty());
    }

    public static Said refused(String why) {
      return new Said(List.of(), List.of(), Optional.of(why));
    }
  }
}
