package dev.provision.run;

import java.time.Duration;
import java.util.Objects;

/**
 * How a run goes about its work.
 *
 * @param parallelism how many calls are under way at once, reads included
 * @param failFast begin nothing new after the first failure
 * @param attempts how often one step may meet a transient failure
 * @param backOff the pause after the first; it doubles each time, up to 32 times this
 * @param pollEvery how often is looked for what is awaited
 * @param readyWithin how long {@code wait_for} may take where a kind does not say
 * @param rounds how often a step may write before it is said not to converge
 * @param leaveWithin how long a hard cancel waits for running work to end
 * @param heldFor how long a step waits for another product that holds its thing
 */
public record Settings(
    int parallelism,
    boolean failFast,
    int attempts,
    Duration backOff,
    Duration pollEvery,
    Duration readyWithin,
    int rounds,
    Duration leaveWithin,
    Duration heldFor) {
  public static final Settings DEFAULT =
      new Settings(
          16,
          false,
          5,
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofMinutes(5),
          3,
          Duration.ofSeconds(20),
          Duration.ofMinutes(10));

  public Settings {
    if (parallelism < 1 || attempts < 1 || rounds < 1) {
      throw new IllegalArgumentException("parallelism, attempts and rounds are at least 1");
    }
    Objects.requireNonNull(backOff);
    Objects.requireNonNull(pollEvery);
    Objects.requireNonNull(readyWithin);
    Objects.requireNonNull(leaveWithin);
    Objects.requireNonNull(heldFor);
  }

  public Settings withParallelism(int other) {
    return new Settings(
        other, failFast, attempts, backOff, pollEvery, readyWithin, rounds, leaveWithin, heldFor);
  }

  public Settings withFailFast(boolean other) {
    return new Settings(
        parallelism,
        other,
        attempts,
        backOff,
        pollEvery,
        readyWithin,
        rounds,
        leaveWithin,
        heldFor);
  }

  /** The pause after the nth failure, counted from 1. */
  Duration backOff(int failure) {
    return backOff.multipliedBy(1L << Math.min(failure - 1, 5));
  }
}
