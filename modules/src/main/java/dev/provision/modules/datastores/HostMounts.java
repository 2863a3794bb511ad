package dev.provision.modules.datastores;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NasDatastoreInfo;
import com.vmware.vim25.NotFound;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.List;
import java.util.Optional;

/**
 * Mounts an export on hosts and unmounts it there, one host after the other: two mounts of one
 * datastore at once may become two datastores.
 */
final class HostMounts {
  private static final String SYSTEM = "configManager.datastoreSystem";

  /** An unmounted last host takes the datastore along, so it is made again. */
  @FunctionalInterface
  interface Remake {
    void go() throws ModuleException, InterruptedException;
  }

  private final VsphereWriter write;

  HostMounts(VsphereWriter write) {
    this.write = write;
  }

  /**
   * Mounts a datastore on the declared hosts that do not have it, and makes these changes.
   *
   * @param changes those of the plan; a host is unmounted only where one of them says so
   */
  void converge(
      ManagedObjectReference datastore, DatastoreSpec spec, List<Change> changes, Remake remake)
      throws ModuleException, InterruptedException {
    Inventory now = write.inventory();
    Item read = write.read(datastore, "name", "host", "info");
    Mounts mounts = Mounts.read(read, now);
    Optional<HostNasVolume> nas =
        read.get("info", Object.class)
            .filter(NasDatastoreInfo.class::isInstance)
            .map(info -> ((NasDatastoreInfo) info).getNas());
    if (nas.isEmpty()) {
      throw ModuleException.refused("it is on no NFS server, so hosts cannot mount it");
    }
    String name = EntityName.shown(read.name());
    for (Change change : mounts.changes(spec)) {
      String path = Mounts.host(change).orElseThrow();
      boolean wanted = !change.after().equals(Change.ABSENT);
      boolean there = !change.before().equals(Change.ABSENT);
      if (there && Mounts.of(path, changes).isEmpty()) {
        continue;
      }
      if (there && wanted && mounts.byHost().size() == 1) {
        unmount(path, datastore, now);
        remake.go();
        return;
      }
      if (there) {
        unmount(path, datastore, now);
      }
      if (wanted) {
        Access access = Access.parse(change.after());
        ManagedObjectReference made = mount(path, Export.next(nas.get(), name, access), now);
        if (!made.getVal().equals(datastore.getVal())) {
          throw ModuleException.refused(
              "`"
                  + path
                  + "` mounted the export as another datastore, `"
                  + EntityName.shown(write.read(made, "name").name())
                  + "`; unmount that there and see why the server looks different to it");
        }
      }
    }
    write.touched(datastore);
  }

  /** Mounts a new one on its first host. */
  ManagedObjectReference first(DatastoreSpec spec, String name) throws ModuleException {
    if (!spec.isMounted()) {
      throw ModuleException.refused("it says no export, so it has to exist");
    }
    return mount(
        spec.hosts().orElseThrow().names().get(0).text(),
        Export.first(spec, name),
        write.inventory());
  }

  /**
   * Mounts on one host.
   *
   * @throws ModuleException with the host's path and the server's reason
   */
  private ManagedObjectReference mount(String path, HostNasVolumeSpec spec, Inventory now)
      throws ModuleException {
    ManagedObjectReference host = host(path, now);
    try {
      ManagedObjectReference system = system(host);
      ManagedObjectReference made = write.call(api -> api.createNasDatastore(system, spec));
      write.touched(host);
      write.touched(made);
      return made;
    } catch (ModuleException e) {
      throw e.saying("`" + path + "` could not mount it: " + e.getMessage());
    }
  }

  /** Unmounts everywhere, so that the datastore leaves the inventory; its files stay. */
  void unmountAll(ManagedObjectReference datastore) throws ModuleException {
    Inventory now = write.inventory();
    DatastoreHostMount[] mounts =
        write
            .read(datastore, "host")
            .get("host", DatastoreHostMount[].class)
            .orElse(new DatastoreHostMount[0]);
    for (DatastoreHostMount mount : mounts) {
      unmount(now.path(mount.getKey()).toString(), datastore, now);
    }
  }

  private void unmount(String path, ManagedObjectReference datastore, Inventory now)
      throws ModuleException {
    ManagedObjectReference host = host(path, now);
    write.touched(host);
    try {
      ManagedObjectReference system = system(host);
      write.send(api -> api.removeDatastore(system, datastore));
    } catch (ModuleException e) {
      if (!Faults.is(e, NotFound.class) && !Faults.is(e, ManagedObjectNotFound.class)) {
        throw e.saying("`" + path + "` could not unmount it: " + e.getMessage());
      }
    }
  }

  private static ManagedObjectReference host(String path, Inventory now) throws ModuleException {
    return now.at(InventoryPath.parse(path))
        .map(Item::ref)
        .orElseThrow(() -> ModuleException.refused("the host `" + path + "` is not there"));
  }

  private ManagedObjectReference system(ManagedObjectReference host) throws ModuleException {
    return write
        .read(host, SYSTEM)
        .get(SYSTEM, ManagedObjectReference.class)
        .orElseThrow(
            () -> ModuleException.refused("the host shows no datastore system; is it connected?"));
  }
}
