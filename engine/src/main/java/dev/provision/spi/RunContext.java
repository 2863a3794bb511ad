package dev.provision.spi;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider is given of the run it serves.
 *
 * @param runId short and unique; goes into {@code operationID} so that it greps in the server's log
 * @param trace where each call is written, redacted; empty for nowhere
 * @param clock the only clock
 */
public record RunContext(String runId, Clock clock, Optional<PrintWriter> trace) {
  public RunContext {
    Objects.requireNonNull(runId);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(trace);
  }
}
