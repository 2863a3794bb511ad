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
 * @param offlineHosts whether a host that has to be added, and does not answer while the plan is
 *     made, is passed over
 */
public record RunContext(
    String runId, Clock clock, Optional<PrintWriter> trace, boolean offlineHosts) {
  /** For a run to which every host has to answer. */
  public RunContext(String runId, Clock clock, Optional<PrintWriter> trace) {
    this(runId, clock, trace, false);
  }

  public RunContext {
    Objects.requireNonNull(runId);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(trace);
  }
}
