package dev.provision.spi;

import dev.provision.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/**
 * Where a field of a declaration came from.
 *
 * @param span where its value is written
 * @param sensitive whether its value may be shown
 * @param sources what its expression read besides the file: {@code environment VC_PASSWORD}, {@code
 *     variable branch}; empty for a literal
 */
public record Field(Span span, boolean sensitive, List<String> sources) {
  public Field {
    Objects.requireNonNull(span);
    sources = List.copyOf(sources);
  }
}
