package dev.provision.spi.schema;

import dev.provision.diagnostic.Span;
import java.util.Objects;

/**
 * A reference from one resource to another.
 *
 * @param section the section of the target: {@code images}
 * @param name the name of the target as written
 * @param order whether the target comes first or after
 * @param field the path of the field with the reference, {@code networks.eth0.network}; empty when
 *     the kind added it
 * @param span where the reference is written
 */
public record Reference(String section, String name, Order order, String field, Span span) {
  /** With {@link Order#USES_EACH}: the name that stands for every declared one of the section. */
  public static final String EVERY = "*";

  /** Which of the two is created first. */
  public enum Order {
    /** The target comes first: an instance uses its image. */
    USES,
    /**
     * As USES, and a name that {@code count} or {@code for_each} multiplies stands for all of them.
     */
    USES_EACH,
    /** The target comes after: a DRS rule needs its members to exist before it. */
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
