package dev.provision.spi.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The unit of a number without one in a {@link DataSize} (B, KiB, MiB, GiB) or a duration (s, min,
 * h).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Bare {
  String value();
}
