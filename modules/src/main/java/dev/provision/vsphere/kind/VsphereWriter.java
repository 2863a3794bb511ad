package dev.provision.vsphere.kind;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Progress;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.HostCertificate;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Map;

/** The connection of one step for writing. Used by the step's own thread. */
public interface VsphereWriter {
  /**
   * Objects per page: all devices of all VMs of a large vCenter would be too much for one answer.
   */
  int PAGE = 250;

  /** The whole API. Kinds use it through {@link #call}, {@link #send} and {@link #task}. */
  VimStub api();

  /**
   * Makes a call with a result.
   *
   * @throws ModuleException with the server's reason when it refuses, or why it could not be
   *     reached
   */
  default <T> T call(Faults.Ask<T> ask) throws ModuleException {
    return Faults.translated(() -> ask.of(api()));
  }

  /** Makes a call without a result. */
  default void send(Order order) throws ModuleException {
    call(
        api -> {
          order.to(api);
          return Boolean.TRUE;
        });
  }

  /** A call without a result. */
  @FunctionalInterface
  interface Order {
    void to(VimStub api) throws RemoteException;
  }

  /**
   * Starts a task and waits until it ends, as {@link #await} does.
   *
   * @throws ModuleException when the server refuses to start it, or with the task's own reason
   */
  default TaskInfo task(Faults.Ask<ManagedObjectReference> start)
      throws ModuleException, InterruptedException {
    try {
      return await(start.of(api()));
    } catch (RemoteException e) {
      // when the run is cancelled, the wire fails and sets the thread's interrupt flag
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw Faults.translate(e);
    }
  }

  /**
   * Reads properties of one object now, in a step whose calls changed them.
   *
   * @param paths as in {@code PropertySpec.pathSet}
   * @return without the properties that are not set; without any property, all reported as missing,
   *     when the object no longer exists
   */
  default Item read(ManagedObjectReference ref, String... paths) throws ModuleException {
    return readAll(List.of(ref), paths).stream()
        .findFirst()
        .orElseGet(() -> new Item(ref, Map.of(), Map.of()));
  }

  /**
   * Reads properties of objects of one type now, in one call and its pages.
   *
   * @return one item for each object that still exists
   */
  default List<Item> readAll(List<ManagedObjectReference> refs, String... paths)
      throws ModuleException {
    if (refs.isEmpty()) {
      return List.of();
    }
    return call(
        api ->
            new Retrieval(api, content().getPropertyCollector(), PAGE)
                    .all(
                        ReadSpecs.filter(
                            refs.stream().map(ReadSpecs::object).toList(),
                            List.of(ReadSpecs.properties(refs.get(0).getType(), List.of(paths)))))
                    .stream()
                    .map(Items::of)
                    .toList());
  }

  ServiceContent content();

  /** The snapshot on which the step was decided. */
  Inventory inventory();

  /**
   * Waits for a task with the run's shared long poll, and reports its progress.
   *
   * @return the finished task, in state success
   * @throws ModuleException with the task's own reason when it failed
   */
  TaskInfo await(ManagedObjectReference task) throws ModuleException, InterruptedException;

  /** Work that is done once for all steps. */
  @FunctionalInterface
  public interface Work<T> {
    T go() throws ModuleException, InterruptedException;
  }

  /**
   * Does work that several steps need only once: the first step with this key does it, the others
   * wait and get the result or the failure.
   *
   * @param key always used with the same result type
   */
  <T> T once(String key, Class<T> type, Work<T> work) throws ModuleException, InterruptedException;

  /**
   * Does work for what several environments share, while no other run does any: it waits until that
   * run has ended. Without a lease of its own, a run does it at once.
   */
  default <T> T holding(EnvironmentId shared, Work<T> work)
      throws ModuleException, InterruptedException {
    return work.go();
  }

  /** Registers an object that this step created or changed, so that the next refresh reads it. */
  void touched(ManagedObjectReference ref);

  /** The address of the step. */
  Address address();

  /**
   * The account's name as the server and its events have it; empty when the server does not say.
   */
  String user();

  /** The run's id, for marks. */
  String runId();

  Progress progress();

  /** The tags of the vCenter, over its REST API. */
  default Tagging tagging() {
    throw new IllegalStateException("this writer has no REST API");
  }

  /** The connections for files, with the same TLS policy as SOAP. */
  FileWires files();

  /**
   * The certificate with which an ESXi host answers, verified by nobody.
   *
   * @throws ModuleException UNREACHABLE, with the layer that failed
   */
  HostCertificate certificate(String address) throws ModuleException;
}
