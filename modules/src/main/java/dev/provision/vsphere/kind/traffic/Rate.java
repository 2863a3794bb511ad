package dev.provision.vsphere.kind.traffic;

import dev.provision.spi.schema.Written;
import java.util.Optional;

/**
 * A number of a shaping policy, or {@code inherit}.
 *
 * @param text {@code 100000}; the unit is the field's
 */
@Written(one = Rate.WORDS, many = "numbers")
public record Rate(String text) {
  static final String WORDS = "a whole number or inherit";

  public static final Rate INHERIT = new Rate("inherit");

  /**
   * @throws IllegalArgumentException for anything else
   */
  public Rate {
    if (!text.equals("inherit") && !text.matches("[1-9][0-9]{0,11}")) {
      throw new IllegalArgumentException("expected " + WORDS + ", found `" + text + "`");
    }
  }

  /**
   * @param value as the API has it; null where the switch decides
   * @param unit how much of that is 1 in the playbook
   */
  public static Rate of(Long value, long unit) {
    return value == null ? INHERIT : new Rate(String.valueOf(Math.max(1, value / unit)));
  }

  /** The number; empty for {@code inherit}. */
  public Optional<Long> number() {
    return equals(INHERIT) ? Optional.empty() : Optional.of(Long.valueOf(text));
  }

  @Override
  public String toString() {
    return text;
  }
}
