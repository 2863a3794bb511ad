package dev.provision.spi;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One field that differs. Two that say the same are equal, whatever they are found by.
 *
 * @param field in the playbook's words, {@code ram}, {@code networks.eth1}
 * @param before what was observed, as people write it; {@code (absent)} when it is not there
 * @param after what is declared; {@code (known after apply)} while it is deferred
 * @param sensitive whether before and after must not be shown
 * @param reason why the effect is what it is, {@code memory hot-add is disabled}; empty when plain
 * @param keys what its kind finds it by when it writes: never by the text of the field
 */
public record Change(
    String field,
    String before,
    String after,
    Effect effect,
    boolean sensitive,
    String reason,
    Set<Key> keys) {
  /** Shown for a value that is not there. */
  public static final String ABSENT = "(absent)";

  /** Shown for a value that another resource gives once it is made. */
  public static final String KNOWN_AFTER_APPLY = "(known after apply)";

  /**
   * What a change is of: a row of a kind, a part of a machine, an entry of a list. A change may be
   * of several, the one inside the other.
   */
  public interface Key {}

  /** A key that stands for one field. */
  public interface Named extends Key {
    /** As the playbook has it, {@code cpu.limit}. */
    String field();

    /** A change of it. */
    default Change changes(String before, String after) {
      return Change.inPlace(field(), before, after).of(this);
    }

    /** Whether one of these is a change of it. */
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

  /** One that nobody has to find again. */
  public Change(
      String field, String before, String after, Effect effect, boolean sensitive, String reason) {
    this(field, before, after, effect, sensitive, reason, Set.of());
  }

  public static Change inPlace(String field, String before, String after) {
    return new Change(field, before, after, Effect.IN_PLACE, false, "");
  }

  /** Whether one of them is of something. */
  public static boolean any(List<Change> changes, Key key) {
    return changes.stream().anyMatch(change -> change.isOf(key));
  }

  public boolean isOf(Key key) {
    return keys.contains(key);
  }

  /** The same, which is of these too. */
  public Change of(Key... more) {
    Set<Key> all = new HashSet<>(keys);
    all.addAll(Arrays.asList(more));
    return new Change(field, before, after, effect, sensitive, reason, all);
  }

  public Change with(Effect other, String why) {
    return new Change(field, before, after, other, sensitive, why, keys);
  }

  /** The same of something that stands below a field: {@code rules.web} before {@code enabled}. */
  public Change below(String outer) {
    return new Change(outer + "." + field, before, after, effect, sensitive, reason, keys);
  }

  public Change asSensitive() {
    return new Change(field, before, after, effect, true, reason, keys);
  }

  /** The same with another text instead of its values. */
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
