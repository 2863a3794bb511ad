package dev.provision.vsphere.kind.rows;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.Meaning;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field of one kind, and all that has to be known of it. What is not declared is left alone.
 *
 * @param <W> what is wanted: the spec of the kind, or of an entry of a list
 * @param <E> where it is read: an {@code Item} of the snapshot, or an entry of a list of one
 * @param <T> the API's own spec object, into which it is written
 */
public sealed interface Row<W, E, T> extends Change.Named permits FieldRow, ListRow {
  /** As the playbook has it, below the resource: {@code cpu.limit}. */
  @Override
  String field();

  /** The property of the managed object that it is read from, {@code config.cpuAllocation}. */
  String property();

  /** In which versions of the API it means something; empty for all. */
  Optional<Meaning> meaning();

  /** Whether something is declared for it. */
  boolean isWanted(W wanted);

  /** What differs; none where nothing is declared, and where it could not be read. */
  List<Change> changes(W wanted, E seen);

  /** Writes what is wanted into the spec of something that is to be made. */
  void create(W wanted, T spec);

  /**
   * Writes what differs into the spec of a call.
   *
   * @param changes those of this row, at least one
   */
  void update(W wanted, E seen, List<Change> changes, T spec);

  /**
   * What expressions may read of it, by parts of the field's name: {@code limit} in {@code cpu}.
   * Strings, numbers, booleans, lists and maps; what is not known is left out.
   */
  void attributes(E seen, Map<String, Object> into);
}
