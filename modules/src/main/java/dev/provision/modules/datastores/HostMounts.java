package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Optional;

/**
 * Mounts a datastore on hosts and unmounts it there, one host after the other: two mounts of one
 * export at once may become two datastores.
 */
final class HostMounts {
  /** An unmounted last host takes an export along, so it is made again. */
  @FunctionalInterface
  interface Remake {
    void go() throws ModuleException, InterruptedException;
  }

  private final VsphereWriter write;
  private final Inventory now;

  HostMounts(VsphereWriter write) {
    this.write = write;
    this.now = write.inventory();
  }

  private StoreCalls calls(DatastoreSpec spec) {
    return spec.isExport()
        ? new ExportCalls(write, now, kerberos(spec))
        : new VolumeCalls(write, now);
  }

  private static Optional<KerberosSpec> kerberos(DatastoreSpec spec) {
    return spec.nfs41().flatMap(Nfs41Spec::kerberos);
  }

  /**
   * Mounts a datastore on the declared hosts that do not have it, and makes these changes.
   *
   * @param changes those of the plan; a host is unmounted only where one of them says so. Empty for
   *     one that was made just now: of a new VMFS other hosts may have found it by themselves, and
   *     unmount it before anybody uses it
   */
  void converge(
      ManagedObjectReference datastore, DatastoreSpec spec, List<Change> changes, Remake remake)
      throws ModuleException, InterruptedException {
    StoreCalls calls = calls(spec);
    Item read = write.read(datastore, "name", "host", "info");
    Mounts mounts = Mounts.read(read, now);
    boolean found = changes.isEmpty() && spec.volume().isPresent();
    for (Change change : mounts.changes(spec)) {
      String path = Mounts.host(change).orElseThrow();
      boolean wanted = !change.after().equals(Change.ABSENT);
      boolean there = !change.before().equals(Change.ABSENT);
      if (there && Mounts.of(path, changes).isEmpty() && !found) {
        continue;
      }
      if (there && wanted && mounts.byHost().size() == 1) {
        calls.unmount(datastore, path);
        remake.go();
        return;
      }
      if (there) {
        calls.unmount(datastore, path);
      }
      if (wanted) {
        calls.mount(datastore, path, mounts.wanted(spec, path));
      }
    }
    write.touched(datastore);
  }

  /** Makes a new one on its first host. */
  ManagedObjectReference first(DatastoreSpec spec, String name)
      throws ModuleException, InterruptedException {
    if (!spec.isMounted()) {
      throw ModuleException.refused("it says no export and no LUN, so it has to exist");
    }
    return calls(spec).make(spec, spec.hosts().orElseThrow().names().get(0).text(), name);
  }

  /** Enlarges a VMFS as these changes say; a new one gets all its LUNs. */
  void enlarge(ManagedObjectReference datastore, DatastoreSpec spec, List<Change> changes)
      throws ModuleException {
    boolean more =
        changes.isEmpty()
            ? !spec.volume().orElseThrow().extents().isEmpty()
            : Growth.isExtending(changes);
    if (!more && !Growth.isGrowing(changes)) {
      return;
    }
    Item read = write.read(datastore, "name", "host");
    String path =
        Mounts.read(read, now).byHost().keySet().stream()
            .sorted()
            .findFirst()
            .orElseThrow(() -> ModuleException.refused("no host mounts it"));
    VolumeGrowth growth = new VolumeGrowth(write, HostSystems.of(path, now, write), datastore);
    try {
      if (Growth.isGrowing(changes)) {
        growth.grow();
      }
      if (more) {
        growth.extend(spec.volume().orElseThrow(), EntityName.shown(read.name()));
      }
    } catch (ModuleException e) {
      throw e.saying("`" + path + "` could not enlarge it: " + e.getMessage());
    }
    write.touched(datastore);
  }

  /**
   * Looks at the hosts that have it.
   *
   * @throws ModuleException with the first of them that keeps something of its own there
   */
  void refuseUsedByHosts(ManagedObjectReference datastore) throws ModuleException {
    Item read = write.read(datastore, "name", "host", "summary.url");
    String[] paths = HostUse.PROPERTIES.toArray(String[]::new);
    for (String path : Mounts.all(read, now)) {
      Item host = now.at(InventoryPath.parse(path)).orElseThrow();
      List<String> uses = HostUse.of(write.read(host.ref(), paths), read);
      if (!uses.isEmpty()) {
        throw ModuleException.refused("the host `" + path + "` " + uses.get(0));
      }
    }
  }

  /** Unmounts an export everywhere, so that it leaves the inventory; its files stay. */
  void unmountAll(ManagedObjectReference datastore) throws ModuleException {
    ExportCalls calls = new ExportCalls(write, now, Optional.empty());
    for (String path : Mounts.all(write.read(datastore, "host"), now)) {
      calls.unmount(datastore, path);
    }
  }
}
