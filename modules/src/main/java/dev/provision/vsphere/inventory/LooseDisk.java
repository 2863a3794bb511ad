package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.schema.DataSize;
import java.util.List;
import java.util.Optional;

/**
 * A disk that a declaration names by its path and that exists outside all folders of volumes.
 *
 * @param file {@code [nas1] old/data.vmdk}
 * @param size empty when the server does not say
 * @param thin empty when the server does not say
 * @param users paths of VMs that use it, also in a snapshot or as a parent of another disk
 */
public record LooseDisk(
    ManagedObjectReference datastore,
    String file,
    Optional<DataSize> size,
    Optional<Boolean> thin,
    List<String> users) {
  public LooseDisk {
    users = List.copyOf(users);
  }
}
