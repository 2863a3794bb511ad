package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The rows that one API call writes, and what the call needs besides.
 *
 * @param rows in the order of the playbook's reference
 * @param whenMade the spec for a new object before its rows are added: what the API requires and no
 *     playbook declares
 * @param whenChanged the spec for a change before its rows are added: an empty one when the call
 *     keeps what is not in it; the current values when the call sets everything
 * @param guard what the server compares before it changes something, such as {@code changeVersion}
 * @param merged whether the call sets everything, so that the current values must be read in the
 *     step, under the lock, and not taken from the snapshot
 * @param <W> the wanted state
 * @param <E> the source of the current values
 * @param <T> the API's spec object
 */
public record Rows<W, E, T>(
    List<Row<W, E, T>> rows,
    Supplier<T> whenMade,
    Function<E, T> whenChanged,
    Guard<T, E> guard,
    boolean merged) {
  /**
   * Makes the server refuse a call when somebody else changed the object after it was read.
   *
   * @param property the property that is compared; empty for no guard
   */
  public record Guard<T, E>(String property, BiConsumer<T, E> put) {}

  public Rows {
    rows = List.copyOf(rows);
    Objects.requireNonNull(whenMade);
    Objects.requireNonNull(whenChanged);
    Objects.requireNonNull(guard);
  }

  /** For a thing that has only a name and a place. */
  public static <W, E> Rows<W, E, Object> none() {
    return sparse(Object::new, List.of());
  }

  /** For a call that keeps what is not in its spec. */
  public static <W, E, T> Rows<W, E, T> sparse(Supplier<T> empty, List<Row<W, E, T>> rows) {
    return new Rows<>(rows, empty, seen -> empty.get(), unguarded(), false);
  }

  /**
   * For a call that sets everything: what is not in its spec is lost.
   *
   * @param whole the spec with the current values
   */
  public static <W, E, T> Rows<W, E, T> merged(
      Supplier<T> empty, Function<E, T> whole, List<Row<W, E, T>> rows) {
    return new Rows<>(rows, empty, whole, unguarded(), true);
  }

  /** The same where a new object needs more than the rows say. */
  public Rows<W, E, T> madeFrom(Supplier<T> demanded) {
    return new Rows<>(rows, demanded, whenChanged, guard, merged);
  }

  /** The same with a guard. */
  public Rows<W, E, T> guardedBy(String property, BiConsumer<T, E> put) {
    return new Rows<>(rows, whenMade, whenChanged, new Guard<>(property, put), merged);
  }

  private static <T, E> Guard<T, E> unguarded() {
    return new Guard<>("", (spec, seen) -> {});
  }

  /** The properties to read, for a survey and for a capture. */
  public Set<String> properties() {
    Set<String> paths = new LinkedHashSet<>();
    rows.forEach(row -> paths.add(row.property()));
    paths.add(guard.property());
    paths.remove("");
    return paths;
  }

  /** The properties to read for a declaration: those of the declared rows. */
  public Set<String> properties(W wanted) {
    Set<String> paths = new LinkedHashSet<>();
    rows.stream()
        .filter(row -> row.isWanted(wanted))
        .forEach(row -> paths.addAll(row.properties(wanted)));
    paths.add(guard.property());
    paths.remove("");
    return paths;
  }

  /** The differences. Pure. */
  public List<Change> changes(W wanted, E seen) {
    List<Change> changes = new ArrayList<>();
    rows.forEach(row -> changes.addAll(row.changes(wanted, seen)));
    return changes;
  }

  /** Whether this call writes one of these changes. */
  public boolean writes(List<Change> changes) {
    return changes.stream().anyMatch(change -> rows.stream().anyMatch(change::isOf));
  }

  /** Whether any of its fields is declared. */
  public boolean isAnyWanted(W wanted) {
    return rows.stream().anyMatch(row -> row.isWanted(wanted));
  }

  /** The spec of a new object. */
  public T create(W wanted) {
    T spec = whenMade.get();
    rows.forEach(row -> row.create(wanted, spec));
    return spec;
  }

  /**
   * The spec of a change, with the rows of these changes and no others.
   *
   * @param seen where {@link #merged}, as read in the step
   */
  public T update(W wanted, E seen, List<Change> changes) {
    T spec = whenChanged.apply(seen);
    for (Row<W, E, T> row : rows) {
      List<Change> own = changes.stream().filter(change -> change.isOf(row)).toList();
      if (!own.isEmpty()) {
        row.update(wanted, seen, own, spec);
      }
    }
    guard.put().accept(spec, seen);
    return spec;
  }

  /** What the reference says of the fields ({@code Kind.remarks}). */
  public Map<String, List<String>> remarks() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    rows.forEach(row -> all.putAll(row.remarks()));
    return all;
  }

  /** The attributes for expressions. */
  public Map<String, Object> attributes(E seen) {
    Map<String, Object> all = new LinkedHashMap<>();
    rows.forEach(row -> row.attributes(seen, all));
    return all;
  }

  /** The declared fields that only some versions of the API support. */
  public List<Meaning> meanings(W wanted) {
    return rows.stream().flatMap(row -> row.meanings(wanted).stream()).toList();
  }

  /** The fields that only some versions of the API support. */
  public List<Meaning> versions() {
    return rows.stream().flatMap(row -> row.versions().stream()).toList();
  }

  /** The same without the rows of these fields. */
  public Rows<W, E, T> without(Set<String> fields) {
    return new Rows<>(
        rows.stream().filter(row -> !fields.contains(row.field())).toList(),
        whenMade,
        whenChanged,
        guard,
        merged);
  }
}
