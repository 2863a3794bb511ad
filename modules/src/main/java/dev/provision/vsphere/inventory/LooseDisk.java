package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.schema.DataSize;
import java.util.List;
import java.util.Optional;

/**
 * A disk that a declaration names by its path and that lies there, outside of all folders of
 * volumes.
 *
 * @param file {@code [nas1] old/data.vmdk}
 * @param size empty where the server does not say
 * @param thin empty where the server does not say
 * @param users paths of VMs that have it, in a snapshot or as what another disk goes on from too
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
