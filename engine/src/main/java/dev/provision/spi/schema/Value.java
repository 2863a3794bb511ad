package dev.provision.spi.schema;

import java.util.Objects;
import java.util.Optional;

/**
 * A field whose value may become known only after another resource was created. It has its own
 * type, so that a placeholder can never be mistaken for a string. A spec uses it where expressions
 * over other resources' attributes make sense.
 */
public sealed interface Value<T> {
  /** A known value. */
  record Known<T>(T value) implements Value<T> {
    public Known {
      Objects.requireNonNull(value);
    }
  }

  /**
   * A value that is known after apply.
   *
   * @param expression the expression as written, shown in the plan
   */
  record Deferred<T>(String expression) implements Value<T> {
    public Deferred {
      Objects.requireNonNull(expression);
    }
  }

  static <T> Value<T> known(T value) {
    return new Known<>(value);
  }

  /** The value; empty while it is deferred. */
  default Optional<T> ifKnown() {
    return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
  }
}
