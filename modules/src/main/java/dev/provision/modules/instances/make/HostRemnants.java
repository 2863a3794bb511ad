package dev.provision.modules.instances.make;

import com.vmware.vim25.TaskInfo;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.HostRemains;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import dev.provision.vsphere.places.DirectHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders that a killed create left on a single ESXi host: they carry an instance's uuid, and
 * there is no VM of it. A folder that holds a VM's configuration is never deleted: somebody took
 * that VM out of the inventory.
 */
public final class HostRemnants {
  private static final String DATASTORE = "Datastore";
  private static final String DISK_TASKS = "VirtualDiskManager.";

  private final VsphereWriter write;

  public HostRemnants(VsphereWriter write) {
    this.write = write;
  }

  /** Those of an environment, for a run that removes everything of it. */
  public static Stream<Owned<InstanceState>> of(EnvironmentId environment, Inventory read) {
    return read.remains().stream()
        .filter(each -> read.byInstanceUuid(each.uuid()).isEmpty())
        .map(each -> owned(each, read));
  }

  /** Shown as a VM of which nothing could be read; its reference is the folder's datastore. */
  private static Owned<InstanceState> owned(HostRemains folder, Inventory read) {
    Item none = new Item(folder.datastore(), Map.of("name", folder.uuid()), Map.of());
    return new Owned<>(
        folder.address(),
        InstanceState.read(none, read),
        folder.path(),
        false,
        false,
        folder.hasVm()
            ? "a VM of this uuid lies in it that is not in the inventory: register it, or delete"
                + " the folder"
            : "",
        List.of(),
        Optional.of(folder.unread()).filter(why -> !why.isEmpty()).map(Owned.Stay::unread));
  }

  public static boolean is(InstanceState state) {
    return state.ref().getType().equals(DATASTORE);
  }

  /** Deletes the folder. */
  public void delete(InstanceState state) throws ModuleException, InterruptedException {
    write.touched(state.ref());
    awaitDiskTasks();
    Inventory read = write.inventory();
    Item datastore =
        read.get(state.ref())
            .orElseThrow(() -> ModuleException.refused("its datastore cannot be read"));
    sweep(new DatastoreFiles(write, DirectHost.datacenter(read), datastore), state.vm().name());
  }

  /** Deletes all folders of one uuid, on any datastore. */
  void sweep(String uuid) throws ModuleException, InterruptedException {
    awaitDiskTasks();
    Inventory read = write.inventory();
    for (Item datastore : read.all(DATASTORE)) {
      sweep(new DatastoreFiles(write, DirectHost.datacenter(read), datastore), uuid);
    }
  }

  /**
   * Waits for all disk tasks that ran when the inventory was read: a killed run may have started
   * one that still writes into the folder, and a task does not say which file it writes.
   */
  private void awaitDiskTasks() throws ModuleException, InterruptedException {
    for (TaskInfo task : write.inventory().runningTasks()) {
      if (String.valueOf(task.getDescriptionId()).startsWith(DISK_TASKS)) {
        try {
          write.await(task.getTask());
        } catch (ModuleException e) {
          if (e.kind() == ModuleException.Kind.CANCELLED
              || e.kind() == ModuleException.Kind.UNREACHABLE) {
            throw e;
          }
          // it does not matter how it ended, since its file is deleted
        }
      }
    }
  }

  private static void sweep(DatastoreFiles files, String folder)
      throws ModuleException, InterruptedException {
    if (!files.list(folder, "*.vmx").isEmpty()) {
      throw ModuleException.refused(
          "`"
              + files.at(folder)
              + "` holds a VM of this uuid that is not in the inventory; register it, or delete"
              + " the folder");
    }
    files.delete(folder);
  }
}
