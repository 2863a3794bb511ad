package dev.provision.declare;

import dev.provision.spi.Common;
import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.syntax.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that every resource has, whatever its kind. */
public final class CommonKeys {
  /** {@code when}, {@code count} and {@code for_each} decide which resources there are. */
  static final List<String> EXPANDING = List.of("when", "count", "for_each");

  /** A kind may have a key of its own of this name; then its resources have not the common one. */
  static final Set<String> YIELDING = Set.of("tags");

  private static final Schema SCHEMA = Schema.of(Written.class);

  private CommonKeys() {}

  public enum State {
    PRESENT,
    ABSENT
  }

  @Doc("Keys that every resource has.")
  record Written(
      @Doc("Whether it should exist.") @Default("present") State state,
      @Doc("What must be created first although no field refers to it: kind.name, or a" + " name.")
          List<String> needs,
      @Doc("Words that --tags and --skip-tags select it by.") List<String> tags,
      @Doc("Refuse to delete or replace it, even after it is removed from the playbook.")
          @Default("false")
          boolean protect,
      @Doc("Take over an existing object of this name that no environment owns.") @Default("false")
          boolean adopt,
      @Doc("Its former name, when you rename it in the playbook; the object stays the" + " same.")
          Optional<String> formerly,
      @Doc("How long all its work may take; a number without a unit is in seconds.") @Bare("s")
          Optional<Duration> timeout) {
    Common common() {
      return new Common(
          state == State.ABSENT,
          needs,
          new LinkedHashSet<>(tags),
          protect,
          adopt,
          formerly,
          timeout);
    }
  }

  /** For `provision doc`; {@code when}, {@code count} and {@code for_each} are not in it. */
  public static Schema schema() {
    return SCHEMA;
  }

  /** All of them, in the order in which they are listed. */
  static Set<String> all() {
    Set<String> all = new LinkedHashSet<>();
    all.add("state");
    all.addAll(EXPANDING);
    all.addAll(SCHEMA.keys());
    return all;
  }

  /** A mapping without the keys that expand. */
  static Mapping withoutExpanding(Mapping body) {
    List<String> keys = new ArrayList<>(body.keys());
    keys.removeAll(EXPANDING);
    return only(body, keys);
  }

  /**
   * A mapping without the keys that a kind has for itself.
   *
   * @param own the kind's
   */
  static Mapping without(Mapping body, List<String> own) {
    List<String> keys = new ArrayList<>(body.keys());
    keys.removeIf(key -> YIELDING.contains(key) && own.contains(key));
    return only(body, keys);
  }

  private static Mapping only(Mapping body, List<String> keys) {
    return new Mapping(
        body.entries().stream().filter(entry -> keys.contains(entry.name())).toList(), body.span());
  }
}
