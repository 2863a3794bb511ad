package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;

/**
 * The managers of one host's storage.
 *
 * @param datastores its {@code HostDatastoreSystem}
 * @param storage its {@code HostStorageSystem}
 */
record HostSystems(
    ManagedObjectReference host,
    ManagedObjectReference datastores,
    ManagedObjectReference storage) {
  private static final String DATASTORES = "configManager.datastoreSystem";
  private static final String STORAGE = "configManager.storageSystem";

  static HostSystems of(String path, Inventory now, VsphereWriter write) throws ModuleException {
    ManagedObjectReference host =
        now.at(InventoryPath.parse(path))
            .map(Item::ref)
            .orElseThrow(() -> ModuleException.refused("the host `" + path + "` is not there"));
    Item read = write.read(host, DATASTORES, STORAGE);
    write.touched(host);
    return new HostSystems(host, manager(read, DATASTORES), manager(read, STORAGE));
  }

  private static ManagedObjectReference manager(Item host, String property) throws ModuleException {
    return host.get(property, ManagedObjectReference.class)
        .orElseThrow(
            () -> ModuleException.refused("the host shows no datastore system; is it connected?"));
  }
}
