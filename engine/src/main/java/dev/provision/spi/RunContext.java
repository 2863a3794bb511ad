package dev.provision.spi;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider gets to know about the run that it serves.
 *
 * @param runId short and unique; goes into {@code operationID}, so that the server's log can be
 *     searched for it
 * @param trace receives every call, redacted; empty for no trace
 * @param clock the only clock
 */
public record RunContext(String runId, Clock clock, Optional<PrintWriter> trace) {
  public RunContext {
    Objects.requireNonNull(runId);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(trace);
  }
}
