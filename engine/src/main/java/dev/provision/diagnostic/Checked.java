package dev.provision.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of a stage, and the mistakes in its input. There is a value whenever a later stage can
 * use it to find more mistakes, so check {@link #hasErrors} before acting on it.
 */
public record Checked<T>(Optional<T> value, List<Diagnostic> diagnostics) {
  public Checked {
    Objects.requireNonNull(value);
    diagnostics = List.copyOf(diagnostics);
  }

  public static <T> Checked<T> of(T value) {
    return new Checked<>(Optional.of(value), List.of());
  }

  public static <T> Checked<T> of(T value, List<Diagnostic> diagnostics) {
    return new Checked<>(Optional.of(value), diagnostics);
  }

  public static <T> Checked<T> failed(List<Diagnostic> diagnostics) {
    return new Checked<>(Optional.empty(), diagnostics);
  }

  public static <T> Checked<T> failed(Diagnostic diagnostic) {
    return failed(List.of(diagnostic));
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** The value of a result that must have one. */
  public T get() {
    return value.orElseThrow(() -> new IllegalStateException("no value: " + diagnostics));
  }

  /** Runs the next stage if there is a value, and keeps the diagnostics of both. */
  public <U> Checked<U> then(Function<T, Checked<U>> next) {
    if (value.isEmpty()) {
      return failed(diagnostics);
    }
    Checked<U> result = next.apply(value.get());
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    all.addAll(result.diagnostics());
    return new Checked<>(result.value(), all);
  }
}
