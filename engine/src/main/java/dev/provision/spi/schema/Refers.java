package dev.provision.spi.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The section that a {@link Ref}, or the refs of a list or map, name. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Refers {
  /** The section: {@code images}. */
  String value();

  /** Which of the two is made first. */
  Reference.Order order() default Reference.Order.USES;
}
