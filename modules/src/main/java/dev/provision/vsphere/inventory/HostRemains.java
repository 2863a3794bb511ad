package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.vsphere.files.DatastorePath;
import java.util.Objects;

/**
 * A folder on a datastore of a single ESXi host that carries the uuid of an instance. Where no VM
 * of that uuid is in the inventory, it is what is left of a create that was cut.
 *
 * @param uuid the folder's name
 * @param address whose it is: of a declared instance, else of what its disk is called, else its
 *     uuid
 * @param hasVm whether the configuration of a VM lies in it, which somebody took out of the
 *     inventory
 * @param unread why nobody knows what is left on the datastore; empty for a folder that was seen
 */
public record HostRemains(
    ManagedObjectReference datastore,
    String datastoreName,
    String uuid,
    Address address,
    boolean hasVm,
    String unread) {
  /** What may be left on a datastore that could not be looked at. */
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
