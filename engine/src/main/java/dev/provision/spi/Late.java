package dev.provision.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * An attribute that becomes known only some time after its resource was created. A resource that
 * reads it waits.
 *
 * @param source the end of the sentence {@code reads instances.db.ip}: {@code which DHCP gives}
 * @param never why the value will never be known; empty when waiting helps
 */
public record Late(String source, Optional<Never> never) {
  /**
   * Why the attribute never gets a value.
   *
   * @param field the path of the field that is the reason
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
