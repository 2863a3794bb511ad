package dev.provision.run;

import dev.provision.spi.LeaseRequest;
import java.time.Duration;
import java.util.Objects;

/**
 * Limits and pauses of a run.
 *
 * @param parallelism how many calls run at once, reads included
 * @param failFast begin nothing new after the first failure
 * @param attempts how many transient failures one step may have
 * @param backOff the pause after the first failure; it doubles each time, up to 32 times this
 * @param pollEvery how often a waiting step looks again
 * @param readyWithin the limit for {@code wait_for} where the kind sets none
 * @param rounds how often a step may write before it is reported as not converging
 * @param leaveWithin how long a hard cancel waits for running work to end
 * @param heldFor how long a step waits for another product that uses its object
 * @param lease how long the lease of an environment lasts
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
    Duration heldFor,
    LeaseRequest.Terms lease) {
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
          Duration.ofMinutes(10),
          LeaseRequest.Terms.DEFAULT);

  public Settings {
    if (parallelism < 1 || attempts < 1 || rounds < 1) {
      throw new IllegalArgumentException("parallelism, attempts and rounds are at least 1");
    }
    Objects.requireNonNull(backOff);
    Objects.requireNonNull(pollEvery);
    Objects.requireNonNull(readyWithin);
    Objects.requireNonNull(leaveWithin);
    Objects.requireNonNull(heldFor);
    Objects.requireNonNull(lease);
  }

  public Settings withParallelism(int other) {
    return new Settings(
        other,
        failFast,
        attempts,
        backOff,
        pollEvery,
        readyWithin,
        rounds,
        leaveWithin,
        heldFor,
        lease);
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
        heldFor,
        lease);
  }

  /** The pause after the nth failure, counted from 1. */
  Duration backOff(int failure) {
    return backOff.multipliedBy(1L << Math.min(failure - 1, 5));
  }
}
