package dev.provision.vsphere.lease;

import dev.provision.spi.LeaseHolder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a lease says, as text that people can read: {@code lease of ci-main | 4f2a | ci@runner-3 |
 * https://ci/job/7 | 3b1c… | 2026-11-29T10:00:00Z | 2026-11-29T10:01:00Z}.
 *
 * @param environment as text
 * @param holder the last time is that of the server at which it expires
 * @param process which process has it, as {@link LocalRuns} writes it; empty where the system does
 *     not say
 */
record LeaseMark(String environment, LeaseHolder holder, String process) {
  private static final String BEGINNING = "lease of ";
  private static final String SEPARATOR = " | ";

  LeaseMark {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(holder);
    Objects.requireNonNull(process);
  }

  LeaseMark until(Instant other) {
    LeaseHolder renewed =
        new LeaseHolder(holder.run(), holder.holder(), holder.job(), holder.since(), other);
    return new LeaseMark(environment, renewed, process);
  }

  /** Reads what {@link #toString} writes; empty for anything else. */
  static Optional<LeaseMark> parse(String text) {
    if (!text.startsWith(BEGINNING)) {
      return Optional.empty();
    }
    List<String> parts =
        Arrays.stream(text.substring(BEGINNING.length()).split(" \\| ", -1))
            .map(part -> part.replace("%7c", "|").replace("%25", "%"))
            .toList();
    try {
      return Optional.of(
          new LeaseMark(
              parts.get(0),
              new LeaseHolder(
                  parts.get(1),
                  parts.get(2),
                  parts.get(3),
                  Instant.parse(parts.get(5)),
                  Instant.parse(parts.get(6))),
              parts.get(4)));
    } catch (IndexOutOfBoundsException | DateTimeException e) {
      return Optional.empty(); // somebody wrote into it
    }
  }

  @Override
  public String toString() {
    return Stream.of(
            environment,
            holder.run(),
            holder.holder(),
            holder.job(),
            process,
            holder.since().toString(),
            holder.until().toString())
        .map(part -> part.replace("%", "%25").replace("|", "%7c"))
        .collect(Collectors.joining(SEPARATOR, BEGINNING, ""));
  }
}
