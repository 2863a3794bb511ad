package dev.provision.spi;

import dev.provision.diagnostic.Diagnostic;
import java.time.Clock;
import java.util.List;
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
   * @param mistakes in a file that the user wrote
   * @param refused why the world did not let it; empty when it did
   */
  record Said(List<String> lines, List<Diagnostic> mistakes, Optional<String> refused) {
    public Said {
      lines = List.copyOf(lines);
      mistakes = List.copyOf(mistakes);
      Objects.requireNonNull(refused);
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
