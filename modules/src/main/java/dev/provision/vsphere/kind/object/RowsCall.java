package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.Rows;
import java.util.List;
import java.util.Set;

/**
 * Rows of an object that a call of their own writes, besides those of its {@link ObjectType}: the
 * services of a host. They are read only when such an object is declared.
 *
 * @param methods what the call needs privileges for
 * @param <S> the spec
 * @param <T> the API's spec object that the rows write into
 */
public record RowsCall<S, T>(Rows<S, Item, T> rows, Call<T> call, List<String> methods) {
  /** The call, where it matters whose the object is. */
  @FunctionalInterface
  public interface Call<T> {
    void of(ObjectDesired<?> whose, ManagedObjectReference ref, T spec, VsphereWriter write)
        throws ModuleException, InterruptedException;
  }

  public RowsCall {
    methods = List.copyOf(methods);
  }

  public RowsCall(Rows<S, Item, T> rows, ObjectCalls.Change<T> call, List<String> methods) {
    this(rows, (Call<T>) (whose, ref, spec, write) -> call.of(ref, spec, write), methods);
  }

  public RowsCall(Rows<S, Item, T> rows, ObjectCalls.Change<T> call) {
    this(rows, call, List.of());
  }

  /**
   * The same with a method that the call uses, as the activities of the kind name it; one of
   * several that need the same privileges is enough.
   */
  public RowsCall<S, T> by(String method) {
    return new RowsCall<>(rows, call, List.of(method));
  }

  /** Writes those of the changes that are of these rows. */
  void write(
      ObjectDesired<?> whose,
      S spec,
      ManagedObjectReference ref,
      Item seen,
      List<Change> changes,
      VsphereWriter to)
      throws ModuleException, InterruptedException {
    if (rows.writes(changes)) {
      Item now = rows.merged() ? read(spec, ref, to) : seen;
      call.of(whose, ref, rows.update(spec, now, changes), to);
    }
  }

  /** Writes what differs on an object that was made just now. */
  void writeNew(ObjectDesired<?> whose, S spec, ManagedObjectReference ref, VsphereWriter to)
      throws ModuleException, InterruptedException {
    if (rows.isAnyWanted(spec)) {
      Item now = read(spec, ref, to);
      write(whose, spec, ref, now, rows.changes(spec, now), to);
    }
  }

  private Item read(S spec, ManagedObjectReference ref, VsphereWriter to) throws ModuleException {
    return to.read(
        ref,
        rows.properties(spec).stream()
            .filter(path -> !AddedProperties.isOne(path))
            .toArray(String[]::new));
  }

  /** The same without the rows of fields that the connected server does not support. */
  RowsCall<S, T> without(Set<String> fields) {
    return new RowsCall<>(rows.without(fields), call, methods);
  }
}
