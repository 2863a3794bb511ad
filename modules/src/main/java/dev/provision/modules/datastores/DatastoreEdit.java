package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.StoragePlacementResult;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectDesired;
import java.util.Optional;

/** What the rows of a datastore write; each has a call of its own. */
final class DatastoreEdit {
  static final String MAINTENANCE = "summary.maintenanceMode";
  private static final String NORMAL = "normal";

  private Optional<Boolean> maintenance = Optional.empty();
  private Optional<ObjectDesired<DatastoreSpec>> made = Optional.empty();

  void maintenance(boolean wanted) {
    maintenance = Optional.of(wanted);
  }

  /** Of a new one. */
  DatastoreEdit of(ObjectDesired<DatastoreSpec> desired) {
    made = Optional.of(desired);
    return this;
  }

  /** Mounts a new one on its first host. */
  ManagedObjectReference make(String name, VsphereWriter write) throws ModuleException {
    DatastoreSpec spec = made.orElseThrow().spec();
    if (!spec.isMounted()) {
      throw ModuleException.refused("it says no export, so it has to exist");
    }
    Inventory now = write.inventory();
    String first = spec.hosts().orElseThrow().names().get(0).text();
    return new HostMounts(write).mount(first, Export.first(spec, name), now);
  }

  /** The API's word as a flag; entering counts as being in it. */
  static boolean isIn(String mode) {
    return !NORMAL.equals(mode);
  }

  void write(ManagedObjectReference datastore, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (maintenance.isEmpty()) {
      return;
    }
    boolean now =
        isIn(write.read(datastore, MAINTENANCE).get(MAINTENANCE, String.class).orElse(NORMAL));
    if (maintenance.get() && !now) {
      StoragePlacementResult entering =
          write.call(api -> api.datastoreEnterMaintenanceMode(datastore));
      if (entering.getTask() == null) {
        throw ModuleException.refused(
            "Storage DRS recommends moves before it enters maintenance mode; apply them in vCenter"
                + " first");
      }
      write.await(entering.getTask());
    } else if (!maintenance.get() && now) {
      write.task(api -> api.datastoreExitMaintenanceMode_Task(datastore));
    }
  }
}
