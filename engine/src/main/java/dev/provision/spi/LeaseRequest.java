package dev.provision.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How a run asks for the lease of an environment.
 *
 * @param holder who asks, for people: {@code ci@runner-3}
 * @param job where the job that asks can be looked at, {@code https://…}; empty outside of CI
 * @param terms how long it lasts
 * @param atMost how long to wait for a run that has it and is alive; zero for not at all
 * @param nanos a clock that only goes forward, as System.nanoTime
 * @param says gets one line when the lease is another run's and this one begins to wait
 */
public record LeaseRequest(
    EnvironmentId environment,
    String holder,
    String job,
    Terms terms,
    Duration atMost,
    LongSupplier nanos,
    Consumer<String> says) {
  public LeaseRequest {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(holder);
    Objects.requireNonNull(job);
    Objects.requireNonNull(terms);
    Objects.requireNonNull(atMost);
    Objects.requireNonNull(nanos);
    Objects.requireNonNull(says);
  }

  /** The same run's, for what several environments share; it waits as long as others need it. */
  public LeaseRequest shared(EnvironmentId other, Consumer<String> tells) {
    return new LeaseRequest(other, holder, job, terms, Duration.ofDays(1), nanos, tells);
  }

  /** How long ago that clock showed this. */
  public Duration since(long then) {
    return Duration.ofNanos(nanos.getAsLong() - then);
  }

  /**
   * How long a lease lasts.
   *
   * @param lasts without being renewed; writing ends after half of that
   * @param renewed how often its holder renews it
   * @param looked how often one that waits for it looks
   */
  public record Terms(Duration lasts, Duration renewed, Duration looked) {
    public static final Terms DEFAULT =
        new Terms(Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(2));

    public Terms {
      if (renewed.multipliedBy(2).compareTo(lasts) >= 0 || looked.compareTo(lasts) >= 0) {
        throw new IllegalArgumentException("a lease is renewed at least twice while it lasts");
      }
    }
  }
}
