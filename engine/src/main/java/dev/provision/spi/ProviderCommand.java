package dev.provision.spi;

import dev.provision.diagnostic.Diagnostic;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A command of the command line that needs the provider's own words. */
public interface ProviderCommand {
  /** As it is typed: {@code simulator}. */
  String name();

  /** As the usage line shows them, {@code reset|show LAB}. */
  String arguments();

  /** One sentence. */
  String summary();

  /** A command line that works. */
  String example();

  /** Its own options, each with a value. */
  default List<Flag> flags() {
    return List.of();
  }

  /**
   * An option with a value; it may be given more than once.
   *
   * @param name without dashes: {@code output}
   * @param argument what its value is, {@code FILE}
   * @param description one sentence
   */
  record Flag(String name, String argument, String description) {}

  /**
   * Does it, with options.
   *
   * @param flags the values of those that were given, in their order
   * @throws IllegalArgumentException saying what was wanted, when the arguments are wrong
   */
  default Said run(List<String> arguments, Map<String, List<String>> flags, Clock clock) {
    return run(arguments, clock);
  }

  /**
   * Does it, with options, where it may go on until somebody ends it.
   *
   * @throws IllegalArgumentException saying what was wanted, when the arguments are wrong
   * @throws InterruptedException when the thread that runs it is to end
   */
  default Said run(
      List<String> arguments, Map<String, List<String>> flags, Clock clock, Terminal terminal)
      throws InterruptedException {
    return run(arguments, flags, clock);
  }

  /** Where a command runs that goes on until somebody ends it. */
  interface Terminal {
    /** Prints a line at once; what {@link Said} holds is printed after the end. */
    void line(String text);

    /** From now on Ctrl-C and SIGTERM do not end the process, but this. */
    End end();
  }

  /** What somebody brings about. */
  interface End {
    void await() throws InterruptedException;
  }

  /**
   * Does it.
   *
   * @throws IllegalArgumentException saying what was wanted, when the arguments are wrong
   */
  Said run(List<String> arguments, Clock clock);

  /**
   * What came of it.
   *
   * @param lines to print
   * @param notes what somebody may want to know besides, which is no part of what was asked for
   * @param mistakes in a file that the user wrote, and warnings about it
   * @param refused why the world did not let it; empty when it did
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
