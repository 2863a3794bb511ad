package dev.provision.plan.saved;

import dev.provision.spi.Change;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One field that differs, as a plan shows it: a secret on neither side.
 *
 * @param effect the word for {@link dev.provision.spi.Effect}
 */
record SavedChange(String field, String before, String after, String effect) {
  SavedChange {
    Objects.requireNonNull(field);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    Objects.requireNonNull(effect);
  }

  /**
   * Why the file does not allow this change; empty when it does. A value that nobody knew then may
   * be any.
   */
  Optional<String> difference(List<SavedChange> held) {
    List<SavedChange> others = held.stream().filter(each -> each.field.equals(field)).toList();
    if (others.isEmpty()) {
      return Optional.of(
          "`" + field + "` is " + before + " now, the file says nothing of a change of it");
    }
    return others.stream().anyMatch(this::isAllowedBy)
        ? Optional.empty()
        : Optional.of(than(others.get(0)));
  }

  private boolean isAllowedBy(SavedChange other) {
    return other.before.equals(before)
        && other.effect.equals(effect)
        && (other.after.equals(after) || other.after.equals(Change.KNOWN_AFTER_APPLY));
  }

  private String than(SavedChange other) {
    if (!other.before.equals(before)) {
      return "`" + field + "` is " + before + " now, it was " + other.before;
    }
    return other.after.equals(after)
        ? "`" + field + "` would have the effect " + effect + ", the file says " + other.effect
        : "`" + field + "` would become " + after + ", the file says " + other.after;
  }
}
