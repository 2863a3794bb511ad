package dev.provision.vsphere.survey;

import com.vmware.vim25.FileFault;
import com.vmware.vim25.InvalidDatastore;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.SystemError;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;

/** The common parts of all searches for a datastore's files. */
final class DatastoreSearch {
  private static final int ATTEMPTS = 3;

  private DatastoreSearch() {}

  /** Waits for a task that only reads. */
  public interface Wait {
    TaskInfo end(ManagedObjectReference task) throws ModuleException, InterruptedException;
  }

  /** Starts a search. */
  interface Start {
    ManagedObjectReference task() throws ModuleException;
  }

  /**
   * Starts a search and waits for its result; see {@link #result(ManagedObjectReference, Start,
   * Wait)}.
   */
  static Object result(Start start, Wait wait) throws ModuleException, InterruptedException {
    return result(start.task(), start, wait);
  }

  /**
   * Waits for a search that was started. A search may fail when another step moves or deletes a
   * file meanwhile; it changes nothing, so it starts again.
   */
  static Object result(ManagedObjectReference started, Start again, Wait wait)
      throws ModuleException, InterruptedException {
    ManagedObjectReference search = started;
    for (int attempt = 1; ; attempt++) {
      try {
        return wait.end(search).getResult();
      } catch (ModuleException e) {
        if (!Faults.is(e, SystemError.class) || attempt == ATTEMPTS) {
          throw e;
        }
      }
      search = again.task();
    }
  }

  /** Whether a fault is about the datastore, so that the search of others can go on. */
  static boolean isOfTheDatastore(VimFault fault) {
    return fault.is(FileFault.class) || fault.is(InvalidDatastore.class) || fault.isDenied();
  }
}
