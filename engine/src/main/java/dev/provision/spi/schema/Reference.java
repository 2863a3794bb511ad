package dev.provision.spi.schema;

import dev.provision.diagnostic.Span;
import java.util.Objects;

/**
 * One resource naming another.
 *
 * @param section the section of the one that is named: {@code images}
 * @param name its name as written
 * @param order whether the one that is named comes first or after
 * @param field the path of the field that names it, {@code networks.eth0.network}; empty when a
 *     kind adds the reference itself
 * @param span where it is named
 */
public record Reference(String section, String name, Order order, String field, Span span) {
  /** Which of the two is made first. */
  public enum Order {
    /** The target comes first: an instance uses its image. */
    USES,
    /** The target comes after: a DRS rule needs its members made before it. */
    MEMBER_OF
  }

  public Reference {
    Objects.requireNonNull(section);
    Objects.requireNonNull(name);
    Objects.requireNonNull(order);
    Objects.requireNonNull(field);
    Objects.requireNonNull(span);
  }
}
