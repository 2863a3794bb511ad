package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.DataSize;
import java.util.List;
import java.util.Optional;

/**
 * What a VM that is to be made needs of a host and a datastore.
 *
 * @param disk the room it may come to take on the datastore
 * @param networks every one must be on the host
 * @param datastore the one it must lie on or be linked to, mounted on the host; empty for any
 * @param datastoreName a declared datastore by name; empty for any
 */
public record VmNeed(
    int vcpus,
    DataSize ram,
    DataSize disk,
    List<ManagedObjectReference> networks,
    Optional<ManagedObjectReference> datastore,
    Optional<String> datastoreName) {
  public VmNeed {
    networks = List.copyOf(networks);
  }
}
