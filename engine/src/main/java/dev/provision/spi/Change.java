package dev.provision.spi;

import java.util.Objects;

/**
 * One field that differs.
 *
 * @param field in the playbook's words, {@code ram}, {@code networks.eth1}
 * @param before what was observed, as people write it; {@code (absent)} when it is not there
 * @param after what is declared; {@code (known after apply)} while it is deferred
 * @param sensitive whether before and after must not be shown
 * @param reason why the effect is what it is, {@code memory hot-add is disabled}; empty when plain
 */
public record Change(
    String field, String before, String after, Effect effect, boolean sensitive, String reason) {
  /** Shown for a value that is not there. */
  public static final String ABSENT = "(absent)";

  /** Shown for a value that another resource gives once it is made. */
  public static final String KNOWN_AFTER_APPLY = "(known after apply)";

  public Change {
    Objects.requireNonNull(field);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    Objects.requireNonNull(effect);
    Objects.requireNonNull(reason);
  }

  public static Change inPlace(String field, String before, String after) {
    return new Change(field, before, after, Effect.IN_PLACE, false, "");
  }

  public Change with(Effect other, String why) {
    return new Change(field, before, after, other, sensitive, why);
  }

  public Change asSensitive() {
    return new Change(field, before, after, effect, true, reason);
  }
}
