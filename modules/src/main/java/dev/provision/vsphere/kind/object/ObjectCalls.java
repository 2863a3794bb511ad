package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;

/**
 * The calls for objects of one managed type. By default they are renamed and moved with the methods
 * that every {@code ManagedEntity} and {@code Folder} has.
 *
 * @param afterwards whether the call that makes one takes no rows, so that {@code change} is called
 *     after it
 * @param <T> the API's spec object that the rows write into
 */
public record ObjectCalls<T>(
    Make<T> make, Change<T> change, boolean afterwards, Rename rename, Move move) {
  /** Makes one and returns it. */
  @FunctionalInterface
  public interface Make<T> {
    ManagedObjectReference in(
        ManagedObjectReference above, String name, T spec, VsphereWriter write)
        throws ModuleException, InterruptedException;
  }

  /** Sends the rows that differ. */
  @FunctionalInterface
  public interface Change<T> {
    void of(ManagedObjectReference ref, T spec, VsphereWriter write)
        throws ModuleException, InterruptedException;
  }

  /** Gives one another name. */
  @FunctionalInterface
  public interface Rename {
    void to(ManagedObjectReference ref, String name, VsphereWriter write)
        throws ModuleException, InterruptedException;
  }

  /** Moves one to another parent. */
  @FunctionalInterface
  public interface Move {
    void to(ManagedObjectReference ref, ManagedObjectReference above, VsphereWriter write)
        throws ModuleException, InterruptedException;
  }

  /** Deletes one. */
  @FunctionalInterface
  public interface Destroy {
    void of(ManagedObjectReference ref, VsphereWriter write)
        throws ModuleException, InterruptedException;
  }

  /** For objects without rows; {@link #changed} adds the call that writes rows. */
  public static <T> ObjectCalls<T> made(Make<T> make) {
    return new ObjectCalls<>(
        make,
        (ref, spec, write) -> {
          throw new IllegalStateException("a " + ref.getType() + " has no rows");
        },
        false,
        (ref, name, write) -> write.task(api -> api.rename_Task(ref, name)),
        (ref, above, write) ->
            write.task(api -> api.moveIntoFolder_Task(above, new ManagedObjectReference[] {ref})));
  }

  public ObjectCalls<T> changed(Change<T> other) {
    return new ObjectCalls<>(make, other, false, rename, move);
  }

  /** The same when the call that makes one takes no rows. */
  public ObjectCalls<T> changedAfterwards(Change<T> other) {
    return new ObjectCalls<>(make, other, true, rename, move);
  }

  public ObjectCalls<T> renamed(Rename other) {
    return new ObjectCalls<>(make, change, afterwards, other, move);
  }

  public ObjectCalls<T> moved(Move other) {
    return new ObjectCalls<>(make, change, afterwards, rename, other);
  }
}
