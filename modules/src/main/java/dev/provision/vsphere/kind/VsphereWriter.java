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
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.wire.Faults;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Map;

/** What one step writes with. Used by the step's own thread. */
public interface VsphereWriter {
  /** Objects an answer: the devices of all VMs of a large vCenter would be too much for one. */
  int PAGE = 250;

  /** The whole API. Kinds ask it through {@link #call}, {@link #send} and {@link #task}. */
  VimStub api();

  /**
   * Makes a call that answers something.
   *
   * @throws ModuleException with the server's reason when it refuses, or why it was not reached
   */
  default <T> T call(Faults.Ask<T> ask) throws ModuleException {
    return Faults.translated(() -> ask.of(api()));
  }

  /** Makes a call that answers nothing. */
  default void send(Order order) throws ModuleException {
    call(
        api -> {
          order.to(api);
          return Boolean.TRUE;
        });
  }

  /** A call that answers nothing. */
  @FunctionalInterface
  interface Order {
    void to(VimStub api) throws RemoteException;
  }

  /**
   * Starts a task and waits for its end, as {@link #await} does.
   *
   * @throws ModuleException when the server refuses to start it, or with the task's own reason
   */
  default TaskInfo task(Faults.Ask<ManagedObjectReference> start)
      throws ModuleException, InterruptedException {
    try {
      return await(start.of(api()));
    } catch (RemoteException e) {
      // the wire ends with a failure and the mark of interruption when the run is cancelled
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw Faults.translate(e);
    }
  }

  /**
   * Reads properties of one object now, in the middle of a step whose calls changed them.
   *
   * @param paths as {@code PropertySpec.pathSet} has them
   * @return without the properties that are not set; with none, and all of them missing, of an
   *     object that is gone
   */
  default Item read(ManagedObjectReference ref, String... paths) throws ModuleException {
    return readAll(List.of(ref), paths).stream()
        .findFirst()
        .orElseGet(() -> new Item(ref, Map.of(), Map.of()));
  }

  /**
   * Reads properties of objects of one type now, in one call and its pages.
   *
   * @return one item for each object that still is there
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

  /** The account as the server calls it, and its events do; empty where it does not say. */
  String user();

  /** The run's id, for marks. */
  String runId();

  Progress progress();

  /** The wires for files, with the same TLS policy as SOAP. */
  FileWires files();
}
