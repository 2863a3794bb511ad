package dev.provision.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * Who has the lease of an environment.
 *
 * @param run the run's id; empty where the run had not said yet who it is
 * @param holder for people, {@code ci@runner-3}
 * @param job where the job can be looked at; empty outside of CI
 * @param since when it was taken, by the server's clock
 * @param until when it expires unless it is renewed, by the server's clock
 */
public record LeaseHolder(String run, String holder, String job, Instant since, Instant until) {
  public LeaseHolder {
    Objects.requireNonNull(run);
    Objects.requireNonNull(holder);
    Objects.requireNonNull(job);
    Objects.requireNonNull(since);
    Objects.requireNonNull(until);
  }

  /** {@code run 4f2a of ci@runner-3 (https://ci/job/7), since 2026-11-29T10:00:00Z}. */
  @Override
  public String toString() {
    if (run.isEmpty()) {
      return "a run that has not said yet who it is";
    }
    return "run %s of %s%s, since %s"
        .formatted(run, holder, job.isEmpty() ? "" : " (" + job + ")", since);
  }
}
