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
 * @param name the VM's name, as clients show it
 * @param folder empty only for one that is adopted, wherever it is
 * @param poolName the pool as the playbook writes it
 * @param cluster the declared one, or the one in the pool's path if no host is declared
 * @param group the server group that it is a member of
 */
public record Placing(
    Head head,
    String name,
    Optional<FolderRef> folder,
    Optional<PoolRef> pool,
    Optional<PlaceName> poolName,
    Optional<PlaceName> cluster,
    Optional<PlaceName> host,
    Optional<PlaceName> datastore,
    Optional<ServerGroup> group) {
  /** The path of the VM; empty if it may be in any folder. */
  public Optional<InventoryPath> path() {
    return folder.map(FolderRef::path).map(path -> path.child(name));
  }

  /** Whether the VM is on a single ESXi host, without a vCenter. */
  public boolean ofHost() {
    return folder.filter(FolderRef::ofHost).isPresent();
  }

  /** The same on a single ESXi host, which has one folder for all VMs. */
  public Placing in(FolderRef only) {
    return new Placing(
        head, name, Optional.of(only), pool, poolName, cluster, host, datastore, group);
  }

  /** The hosts that it may run on. */
  public Within within() {
    return new Within(cluster, host);
  }

  /** The hosts on which a new one may run: those where its pool is, if nothing else says which. */
  public Within withinForNew() {
    boolean says = cluster.isPresent() || host.isPresent();
    return says ? within() : new Within(pool.map(PoolRef::cluster).map(PlaceName::of), host);
  }
}
