package dev.provision.diagnostic;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One mistake or one warning.
 *
 * @param message what is wrong, one sentence in lower case without a full stop: {@code unknown
 *     field `memroy`; did you mean `memory`?}
 * @param span the position; empty for what comes from an option, the environment or the server
 * @param related other positions that matter: the first of two duplicate keys, the rest of a cycle
 * @param hint what to do; empty when the message says it
 */
public record Diagnostic(
    Severity severity,
    String message,
    Optional<Span> span,
    List<Related> related,
    Optional<String> hint) {

  /** Whether the run can go on. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** A second position of one mistake: {@code first declared here}. */
  public record Related(String message, Span span) {}

  public Diagnostic {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(message);
    related = List.copyOf(related);
  }

  public static Diagnostic error(String message, Span span) {
    return new Diagnostic(Severity.ERROR, message, Optional.of(span), List.of(), Optional.empty());
  }

  /** A mistake without a position in a file. */
  public static Diagnostic error(String message) {
    return new Diagnostic(Severity.ERROR, message, Optional.empty(), List.of(), Optional.empty());
  }

  public static Diagnostic warning(String message, Span span) {
    return new Diagnostic(
        Severity.WARNING, message, Optional.of(span), List.of(), Optional.empty());
  }

  public Diagnostic withRelated(List<Related> places) {
    return new Diagnostic(severity, message, span, places, hint);
  }

  public Diagnostic withHint(String whatToDo) {
    return new Diagnostic(severity, message, span, related, Optional.of(whatToDo));
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
