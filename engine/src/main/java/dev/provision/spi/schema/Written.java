package dev.provision.spi.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A type that a module adds to those that a field can have. It is written as one text, which the
 * public constructor takes; that throws an IllegalArgumentException which says what was expected
 * and what was found.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Written {
  /** One of them, for messages and for {@code provision doc}: {@code a size, as in 2 GiB}. */
  String one();

  /** Several of them: {@code sizes}. */
  String many();
}
