package dev.provision.vsphere.kind.files;

import com.vmware.vim25.FileFault;
import com.vmware.vim25.InvalidDatastore;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.SystemError;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;

/** The common parts of all searches for a datastore's files. */
public final class DatastoreSearch {
  private static final int ATTEMPTS = 3;

  private DatastoreSearch() {}

  /** Waits for a task that only reads. */
  public interface Wait {
    TaskInfo end(ManagedObjectReference task) throws ModuleException, InterruptedException;
  }

  /** Starts a search. */
  public interface Start {
    ManagedObjectReference task() throws ModuleException;
  }

  /** A search from its start to its end. */
  public interface Attempt {
    TaskInfo run() throws ModuleException, InterruptedException;
  }

  /**
   * The result of a search. It may break when another step moves or deletes a file meanwhile; it
   * changes nothing, so it starts again.
   */
  public static Object result(Attempt search) throws ModuleException, InterruptedException {
    return result(search, ATTEMPTS);
  }

  /** The same, with a task to start and another way to wait for it. */
  public static Object result(Start start, Wait wait) throws ModuleException, InterruptedException {
    return result(() -> wait.end(start.task()));
  }

  /** The same of a search that was started. */
  public static Object result(ManagedObjectReference started, Start again, Wait wait)
      throws ModuleException, InterruptedException {
    try {
      return wait.end(started).getResult();
    } catch (ModuleException e) {
      if (!isBroken(e)) {
        throw e;
      }
    }
    return result(() -> wait.end(again.task()), ATTEMPTS - 1);
  }

  private static Object result(Attempt search, int attempts)
      throws ModuleException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return search.run().getResult();
      } catch (ModuleException e) {
        if (!isBroken(e) || attempt == attempts) {
          throw e;
        }
      }
    }
  }

  private static boolean isBroken(ModuleException e) {
    return Faults.is(e, SystemError.class);
  }

  /** Whether a fault is about the datastore, so that the search of others can go on. */
  public static boolean isOfTheDatastore(VimFault fault) {
    return fault.is(FileFault.class) || fault.is(InvalidDatastore.class) || fault.isDenied();
  }
}
