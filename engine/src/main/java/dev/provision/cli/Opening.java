package dev.provision.cli;

import dev.provision.cli.text.Style;
import dev.provision.spi.ModuleException;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the connection of a play. A failure that may pass, such as a starting service or a broken
 * line, is retried as often as that of a step, after half its pause, with a message. Nothing was
 * written yet, so nothing can be done twice.
 */
final class Opening {
  /** Opens once. */
  @FunctionalInterface
  interface Attempt<T> {
    T open() throws ModuleException, InterruptedException;
  }

  private Opening() {}

  /**
   * @throws ModuleException of kind UNREACHABLE when it failed again and again, with the last
   *     reason
   */
  static <T> T of(Invocation invocation, Attempt<T> attempt)
      throws ModuleException, InterruptedException {
    int attempts = invocation.world().settings().attempts();
    Duration pause = invocation.world().settings().backOff().dividedBy(2);
    for (int failed = 1; failed < attempts; failed++) {
      Optional<T> open = once(invocation.console(), attempt, pause);
      if (open.isPresent()) {
        return open.get();
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
    try {
      return attempt.open();
    } catch (ModuleException e) {
      throw e.kind() == ModuleException.Kind.TRANSIENT ? gaveUp(e, attempts) : e;
    }
  }

  private static <T> Optional<T> once(Console console, Attempt<T> attempt, Duration pause)
      throws ModuleException, InterruptedException {
    try {
      return Optional.of(attempt.open());
    } catch (ModuleException e) {
      if (e.kind() != ModuleException.Kind.TRANSIENT) {
        throw e;
      }
      String reason = e.getMessage().lines().findFirst().orElse("");
      console
          .err()
          .println(Style.oneLine(reason + "; trying again in " + pause.toMillis() / 1000.0 + " s"));
      return Optional.empty();
    }
  }

  private static ModuleException gaveUp(ModuleException e, int attempts) {
    return new ModuleException(
        ModuleException.Kind.UNREACHABLE,
        e.getMessage() + "\n  it was tried " + attempts + " times",
        e);
  }
}
