package dev.provision.modules.folders;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.FolderMark;
import dev.provision.vsphere.InventoryPath;
import java.util.Optional;

/**
 * Where the folder should be, and whose.
 *
 * @param path its inventory path; empty when the datacenter must first be found
 * @param datacenter the datacenter's path; the root when there must be only one
 * @param names below the datacenter's VM folder, the last one the folder's own; unused with a path
 */
record FolderDesired(
    Address address,
    EnvironmentId environment,
    Optional<InventoryPath> path,
    InventoryPath datacenter,
    String names,
    boolean existing,
    boolean protect) {

  FolderMark mark(boolean adopted) {
    return new FolderMark(environment.toString(), address.toString(), adopted, protect);
  }
}
