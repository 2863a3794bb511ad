package dev.provision.vsphere.kind;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.wire.Faults;

/** What one step writes with. Used by the step's own thread. */
public interface VsphereWriter {
  /** The whole API. A {@link java.rmi.RemoteException} of it goes through {@link Faults}. */
  VimStub api();

  ServiceContent content();

  /** The snapshot that the step was decided on. */
  Inventory inventory();

  /**
   * Waits for a task with the one long poll of the run, and passes on its progress.
   *
   * @return the finished task, its state success
   * @throws ModuleException with the task's own reason when it failed
   */
  TaskInfo await(ManagedObjectReference task) throws ModuleException, InterruptedException;

  /** What is done once for all steps. */
  @FunctionalInterface
  public interface Work<T> {
    T go() throws ModuleException, InterruptedException;
  }

  /**
   * What several steps need and one of them makes: the first with this key does the work, the
   * others wait for it and get what it gave, or why it failed.
   *
   * @param key one type of result a key
   */
  <T> T once(String key, Class<T> type, Work<T> work) throws ModuleException, InterruptedException;

  /** Says what this step made or changed, so that the next refresh reads it. */
  void touched(ManagedObjectReference ref);

  /** The address of the step. */
  Address address();

  /** The run's id, for marks. */
  String runId();

  Progress progress();

  /** The wires for files, with the same TLS policy as SOAP. */
  FileWires files();
}
