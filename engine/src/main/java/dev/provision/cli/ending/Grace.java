package dev.provision.cli.ending;

import dev.provision.run.Cancellation.Level;
import java.time.Duration;

/**
 * The time in which a command ends that was told to. What runs may end by itself at first; then it
 * is cancelled on the server; then it is left; the rest is for the report and the logout.
 *
 * @param whole at least one second
 */
public record Grace(Duration whole) {
  private static final Duration LEAST = Duration.ofSeconds(1);

  public static final Grace DEFAULT = new Grace(Duration.ofSeconds(20));

  /**
   * The percentage of the grace after which what runs is cancelled. With the default that is 6 s:
   * many CI systems kill a job 10 s after they told it to end.
   */
  private static final int CANCEL_PERCENT = 30;

  private static final int LEAVE_PERCENT = 70;

  /**
   * @throws IllegalArgumentException when it is too short; the message says what was wanted
   */
  public Grace {
    if (whole.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("is at least 1 s: a logout takes its time");
    }
  }

  /** How long after the first signal this is done. */
  Duration until(Level level) {
    return switch (level) {
      case NONE, STOP -> Duration.ZERO;
      case CANCEL -> whole.multipliedBy(CANCEL_PERCENT).dividedBy(100);
      case LEAVE -> whole.multipliedBy(LEAVE_PERCENT).dividedBy(100);
    };
  }
}
