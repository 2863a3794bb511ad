package dev.provision.vsphere.kind;

import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.wire.Faults;

/**
 * Changes the lists of a cluster, its rules and groups, with {@code
 * ReconfigureComputeResource_Task}; what is not in the spec stays as it is. For one step.
 */
public final class ClusterWriter {
  private final VsphereWriter write;

  public ClusterWriter(VsphereWriter write) {
    this.write = write;
  }

  /** Rules and groups of one cluster are edited one at a time: it refuses a second call. */
  public static LockKey lock(DrsCluster cluster) {
    return lock(cluster.path());
  }

  /** The same for a cluster at a path, which may not exist yet. */
  public static LockKey lock(InventoryPath cluster) {
    return new LockKey("rules of " + cluster);
  }

  /**
   * @throws ModuleException of kind STALE when somebody else created or deleted an entry first: the
   *     next attempt reads the cluster again
   */
  public void change(ManagedObjectReference cluster, ClusterConfigSpecEx spec)
      throws ModuleException, InterruptedException {
    write.touched(cluster);
    try {
      write.task(api -> api.reconfigureComputeResource_Task(cluster, spec, true));
    } catch (ModuleException e) {
      throw isTaken(e) ? e.as(ModuleException.Kind.STALE) : e;
    }
  }

  /** Whether an entry of that name is there already, or one that was edited is gone. */
  public static boolean isTaken(ModuleException e) {
    return Faults.is(e, DuplicateName.class) || Faults.is(e, InvalidArgument.class);
  }
}
