package dev.provision.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * An attribute that is known only a while after its resource was made. Who reads it waits for it.
 *
 * @param source completes {@code reads instances.db.ip}: {@code which DHCP gives}
 * @param never why no waiting brings it; empty where waiting does
 */
public record Late(String source, Optional<Never> never) {
  /**
   * Why it never comes.
   *
   * @param field the path of the field that says so
   * @param why the end of a sentence: {@code `wait_for: none` does not wait for it}
   * @param hint what to write instead
   */
  public record Never(String field, String why, String hint) {
    public Never {
      Objects.requireNonNull(field);
      Objects.requireNonNull(why);
      Objects.requireNonNull(hint);
    }
  }

  public Late {
    Objects.requireNonNull(source);
    Objects.requireNonNull(never);
  }
}
