package dev.provision.spi;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One field that differs. Two changes with the same text are equal, whatever their keys.
 *
 * @param field the path as the playbook writes it, {@code ram}, {@code networks.eth1}
 * @param before the value that was found, as people write it; {@code (absent)} when there is none
 * @param after the declared value; {@code (known after apply)} while it is deferred
 * @param sensitive whether before and after must not be shown
 * @param reason why the change has this effect, {@code memory hot-add is disabled}; empty when it
 *     is obvious
 * @param keys how the kind finds this change again when it writes; it never searches by the text of
 *     the field
 */
public record Change(
    String field,
    String before,
    String after,
    Effect effect,
    boolean sensitive,
    String reason,
    Set<Key> keys) {
  /** Stands for a value that does not exist. */
  public static final String ABSENT = "(absent)";

  /** Stands for a value that another resource provides once it is created. */
  public static final String KNOWN_AFTER_APPLY = "(known after apply)";

  /**
   * What a change belongs to: a row of a kind, a part of a machine, an entry of a list. A change
   * may have several keys, from the inner one to the outer one.
   */
  public interface Key {}

  /** A key that stands for one field. */
  public interface Named extends Key {
    /** The path as the playbook writes it, {@code cpu.limit}. */
    String field();

    /** A change of this field. */
    default Change changes(String before, String after) {
      return Change.inPlace(field(), before, after).of(this);
    }

    /** Whether any of these changes has this key. */
    default boolean isIn(List<Change> changes) {
      return Change.any(changes, this);
    }
  }

  public Change {
    Objects.requireNonNull(field);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    Objects.requireNonNull(effect);
    Objects.requireNonNull(reason);
    keys = Set.copyOf(keys);
  }

  /** A change without keys, which no kind has to find again. */
  public Change(
      String field, String before, String after, Effect effect, boolean sensitive, String reason) {
    this(field, before, after, effect, sensitive, reason, Set.of());
  }

  public static Change inPlace(String field, String before, String after) {
    return new Change(field, before, after, Effect.IN_PLACE, false, "");
  }

  /** Whether any of the changes has the key. */
  public static boolean any(List<Change> changes, Key key) {
    return changes.stream().anyMatch(change -> change.isOf(key));
  }

  public boolean isOf(Key key) {
    return keys.contains(key);
  }

  /** The same change with additional keys. */
  public Change of(Key... more) {
    Set<Key> all = new HashSet<>(keys);
    all.addAll(Arrays.asList(more));
    return new Change(field, before, after, effect, sensitive, reason, all);
  }

  public Change with(Effect other, String why) {
    return new Change(field, before, after, other, sensitive, why, keys);
  }

  /** The same change of a field below another: {@code rules.web} before {@code enabled}. */
  public Change below(String outer) {
    return new Change(outer + "." + field, before, after, effect, sensitive, reason, keys);
  }

  public Change asSensitive() {
    return new Change(field, before, after, effect, true, reason, keys);
  }

  /** The same change with a text that replaces its values. */
  public Change hidden(String text) {
    return new Change(field, text, text, effect, true, reason, keys);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Change that
        && field.equals(that.field)
        && before.equals(that.before)
        && after.equals(that.after)
        && effect == that.effect
        && sensitive == that.sensitive
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, before, after, effect, sensitive, reason);
  }
}
