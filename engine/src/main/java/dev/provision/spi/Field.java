package dev.provision.spi;

import dev.provision.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/**
 * Where the value of a field comes from.
 *
 * @param span where the value is written
 * @param sensitive true when the value must not be shown
 * @param sources what its expression read from outside the file: {@code environment VC_PASSWORD},
 *     {@code variable branch}; empty for a literal
 */
public record Field(Span span, boolean sensitive, List<String> sources) {
  public Field {
    Objects.requireNonNull(span);
    sources = List.copyOf(sources);
  }
}
