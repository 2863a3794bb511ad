package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;

/** How one sort of datastore is made, mounted and unmounted on hosts. */
interface StoreCalls {
  /**
   * Makes one on its first host.
   *
   * @param host its path
   * @param name as people write it
   */
  ManagedObjectReference make(DatastoreSpec spec, String host, String name)
      throws ModuleException, InterruptedException;

  /**
   * Mounts one that exists on one more host.
   *
   * @return what the host mounted, which should be the same datastore
   */
  ManagedObjectReference mount(ManagedObjectReference datastore, String host, Mount how)
      throws ModuleException, InterruptedException;

  /** Unmounts it on a host; one that is not mounted there is no error. */
  void unmount(ManagedObjectReference datastore, String host)
      throws ModuleException, InterruptedException;
}
