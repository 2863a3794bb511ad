package dev.provision.spi.schema;

import java.util.Objects;
import java.util.Optional;

/**
 * A field that may be known only after another resource was made, so that it can never be taken for
 * a string that is sometimes a placeholder. A spec declares it where expressions over other
 * resources' attributes make sense.
 */
public sealed interface Value<T> {
  /** A value that is known. */
  record Known<T>(T value) implements Value<T> {
    public Known {
      Objects.requireNonNull(value);
    }
  }

  /**
   * A value that is known after apply.
   *
   * @param expression the expression as written, for the plan
   */
  record Deferred<T>(String expression) implements Value<T> {
    public Deferred {
      Objects.requireNonNull(expression);
    }
  }

  static <T> Value<T> known(T value) {
    return new Known<>(value);
  }

  /** The value, or empty while it is deferred. */
  default Optional<T> ifKnown() {
    return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
  }
}
