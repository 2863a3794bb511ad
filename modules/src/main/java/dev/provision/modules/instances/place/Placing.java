package dev.provision.modules.instances.place;

import dev.provision.modules.instances.vm.Head;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.placement.VmNeed.Within;
import java.util.Optional;

/**
 * Where a VM should be, as declared. If something is not declared it is empty: placement chooses it
 * for a new VM, and an existing VM keeps it.
 *
 * @param poolName the pool as the playbook writes it
 * @param cluster the declared one, or the one in the pool's path if no host is declared
 * @param group the server group that it is a member of
 */
public record Placing(
    Head head,
    FolderRef folder,
    Optional<PoolRef> pool,
    Optional<PlaceName> poolName,
    Optional<PlaceName> cluster,
    Optional<PlaceName> host,
    Optional<PlaceName> datastore,
    Optional<ServerGroup> group) {
  /** The path of the VM. */
  public InventoryPath path() {
    return folder.path().child(head.address().name());
  }

  /** The hosts that it may run on. */
  public Within within() {
    return new Within(cluster, host);
  }
}
