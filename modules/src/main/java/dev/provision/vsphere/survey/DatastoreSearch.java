package dev.provision.vsphere.survey;

import com.vmware.vim25.FileFault;
import com.vmware.vim25.InvalidDatastore;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.VimFault;

/** The common parts of all searches for a datastore's files. */
final class DatastoreSearch {
  private DatastoreSearch() {}

  /** Waits for a task that only reads. */
  public interface Wait {
    TaskInfo end(ManagedObjectReference task) throws ModuleException, InterruptedException;
  }

  /** Whether a fault is about the datastore, so that the search of others can go on. */
  static boolean isOfTheDatastore(VimFault fault) {
    return fault.is(FileFault.class) || fault.is(InvalidDatastore.class) || fault.isDenied();
  }
}
