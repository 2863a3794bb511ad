package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.StoragePlacementResult;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Optional;

/** What the rows of a datastore write; each has a call of its own. */
final class DatastoreEdit {
  static final String MAINTENANCE = "summary.maintenanceMode";
  private static final String NORMAL = "normal";

  private Optional<Boolean> maintenance = Optional.empty();

  void maintenance(boolean wanted) {
    maintenance = Optional.of(wanted);
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
