package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.vsphere.files.DatastorePath;
import java.util.Objects;

/**
 * A folder on a datastore of a single ESXi host that is named after the uuid of an instance. When
 * the inventory has no VM with that uuid, an interrupted create left it.
 *
 * @param uuid the folder's name
 * @param address the address of the declared instance, otherwise the name from its disk file,
 *     otherwise the uuid
 * @param hasVm whether it contains the configuration of a VM that somebody unregistered
 * @param unread why the datastore could not be read; empty for a folder that was seen
 */
public record HostRemains(
    ManagedObjectReference datastore,
    String datastoreName,
    String uuid,
    Address address,
    boolean hasVm,
    String unread) {
  /** For a datastore that could not be read. */
  public static HostRemains unread(
      ManagedObjectReference datastore, String datastoreName, String why) {
    return new HostRemains(
        datastore, datastoreName, "", new Address("instance", "* on " + datastoreName), false, why);
  }

  public HostRemains {
    Objects.requireNonNull(datastore);
    Objects.requireNonNull(datastoreName);
    Objects.requireNonNull(uuid);
    Objects.requireNonNull(address);
    Objects.requireNonNull(unread);
  }

  /** {@code [nas1] 86c0173f-4f9c-8698-a9f1-da92f9aee4f7}. */
  public String path() {
    return new DatastorePath(datastoreName, uuid).toString();
  }
}
