package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.exported.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field with one value.
 *
 * @param wanted the value from the spec; empty to leave the field alone
 * @param seen the value from what was read
 * @param put writes a value into the API's spec object
 * @param effect what a change of the field does to the object
 * @param reason why it has this effect; empty when it is obvious
 * @param words the value as the playbook writes it
 */
public record FieldRow<W, E, T, V>(
    String field,
    String property,
    Optional<Meaning> meaning,
    Function<W, Optional<V>> wanted,
    Function<E, Seen<V>> seen,
    Put<T, V> put,
    Effect effect,
    String reason,
    Function<V, String> words)
    implements Row<W, E, T> {

  /** Writes a value into the API's spec object. */
  @FunctionalInterface
  public interface Put<T, V> {
    /**
     * @param seen the current value, for a spec that has to repeat a part of it; not set for a new
     *     object
     */
    void into(T spec, V value, Seen<V> seen);
  }

  /**
   * A field that can change without users noticing, and whose value prints as the playbook writes
   * it.
   */
  public static <W, E, T, V> FieldRow<W, E, T, V> of(
      String field,
      String property,
      Function<W, Optional<V>> wanted,
      Function<E, Seen<V>> seen,
      Put<T, V> put) {
    return new FieldRow<>(
        field, property, Optional.empty(), wanted, seen, put, Effect.IN_PLACE, "", String::valueOf);
  }

  /**
   * The same for a field that older servers do not have.
   *
   * @param what as in {@link Meaning}
   */
  public FieldRow<W, E, T, V> since(String version, String what) {
    return new FieldRow<>(
        field,
        property,
        Optional.of(Meaning.since(field, version, what)),
        wanted,
        seen,
        put,
        effect,
        reason,
        words);
  }

  /**
   * The same for a field that newer servers call deprecated.
   *
   * @param instead as in {@link Meaning}
   */
  public FieldRow<W, E, T, V> deprecated(String version, String instead) {
    Meaning known = meaning.orElseGet(() -> Meaning.everywhere(field));
    return new FieldRow<>(
        field,
        property,
        Optional.of(known.deprecated(version, instead)),
        wanted,
        seen,
        put,
        effect,
        reason,
        words);
  }

  /** The same for a field whose change affects the object. */
  public FieldRow<W, E, T, V> with(Effect other, String why) {
    return new FieldRow<>(field, property, meaning, wanted, seen, put, other, why, words);
  }

  /** The same for a field whose value needs its own text. */
  public FieldRow<W, E, T, V> saying(Function<V, String> text) {
    return new FieldRow<>(field, property, meaning, wanted, seen, put, effect, reason, text);
  }

  @Override
  public Map<String, List<String>> remarks() {
    List<String> remarks = new ArrayList<>();
    meaning.ifPresent(known -> remarks.add(known.versions()));
    remarks.add(effect == Effect.IN_PLACE ? "changes in place" : word(effect));
    return Map.of(field, remarks);
  }

  private static String word(Effect effect) {
    return "a change " + effect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public boolean isWanted(W spec) {
    return wanted.apply(spec).isPresent();
  }

  @Override
  public List<Change> changes(W spec, E thing) {
    Optional<V> value = wanted.apply(spec);
    Seen<V> found = seen.apply(thing);
    if (value.isEmpty() || found instanceof Seen.Unknown || found.known().equals(value)) {
      return List.of();
    }
    String before = found.known().map(words).orElse(Change.ABSENT);
    return List.of(changes(before, words.apply(value.get())).with(effect, reason));
  }

  @Override
  public void create(W spec, T into) {
    wanted.apply(spec).ifPresent(value -> put.into(into, value, new Seen.NotSet<>()));
  }

  @Override
  public void update(W spec, E thing, List<Change> changes, T into) {
    wanted.apply(spec).ifPresent(value -> put.into(into, value, seen.apply(thing)));
  }

  @Override
  public void attributes(E thing, Map<String, Object> into) {
    seen.apply(thing).known().ifPresent(value -> Row.place(field, plain(value), into));
  }

  private Object plain(V value) {
    return value instanceof Number || value instanceof Boolean ? value : words.apply(value);
  }
}
