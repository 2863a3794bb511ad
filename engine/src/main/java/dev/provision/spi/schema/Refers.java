package dev.provision.spi.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The section that a {@link Ref} points to, or the refs in a list, or the keys or values of a map.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Refers {
  /** The section: {@code images}. */
  String value();

  /** Which of the two is created first. */
  Reference.Order order() default Reference.Order.USES;
}
