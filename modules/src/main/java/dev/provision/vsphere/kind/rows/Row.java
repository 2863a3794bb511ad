package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.Meaning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything about one field of one kind. A field that is not declared is left alone.
 *
 * @param <W> the wanted state: the spec of the kind, or of an entry of a list
 * @param <E> the source of the current value: an {@code Item} of the snapshot, or an entry of a
 *     list in one
 * @param <T> the API's own spec object, into which it is written
 */
public sealed interface Row<W, E, T> extends Change.Named
    permits FieldRow, ListRow, MapRow, OrderRow, SetRow {
  /** The path as the playbook writes it, below the resource: {@code cpu.limit}. */
  @Override
  String field();

  /**
   * The property of the managed object that is read, {@code config.cpuAllocation}; empty when only
   * a declaration says which.
   */
  String property();

  /** The properties to read for a declaration. */
  default Set<String> properties(W wanted) {
    return Set.of(property());
  }

  /** Which versions of the API support it; empty for all. */
  Optional<Meaning> meaning();

  /** The limits of it and of fields in it, by the paths of {@link #remarks}. */
  default List<Meaning> versions() {
    return meaning().map(List::of).orElse(List.of());
  }

  /** The limits of what is declared of it. */
  default List<Meaning> meanings(W wanted) {
    return isWanted(wanted) ? versions() : List.of();
  }

  /** What the reference says of the field, and of fields in it, by path ({@code Kind.remarks}). */
  Map<String, List<String>> remarks();

  /** Whether the field is declared. */
  boolean isWanted(W wanted);

  /** The differences; none when nothing is declared or the value could not be read. */
  List<Change> changes(W wanted, E seen);

  /** Writes the wanted value into the spec of a new object. */
  void create(W wanted, T spec);

  /**
   * Writes the differences into the spec of a call.
   *
   * @param changes those of this row, at least one
   */
  void update(W wanted, E seen, List<Change> changes, T spec);

  /**
   * The attributes for expressions, by parts of the field's name: {@code limit} in {@code cpu}.
   * Strings, numbers, booleans, lists and maps; unknown values are left out.
   */
  void attributes(E seen, Map<String, Object> into);

  /** Puts an attribute where its path leads: {@code limit} in {@code cpu}. */
  @SuppressWarnings("unchecked") // only this makes maps below the first
  static void place(String field, Object value, Map<String, Object> into) {
    String[] names = field.split("\\.");
    Map<String, Object> at = into;
    for (int i = 0; i < names.length - 1; i++) {
      at = (Map<String, Object>) at.computeIfAbsent(names[i], name -> new LinkedHashMap<>());
    }
    at.put(names[names.length - 1], value);
  }
}
