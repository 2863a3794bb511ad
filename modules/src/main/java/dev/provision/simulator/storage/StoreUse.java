package dev.provision.simulator.storage;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;

/** Why a host cannot give up a datastore. */
final class StoreUse {
  private StoreUse() {}

  /**
   * @throws VimFault ResourceInUse while VMs of the host are on it, or HA's heartbeat is
   */
  static void refuseUnmount(World world, Managed store, Managed host) throws VimFault {
    for (ManagedObjectReference vm : (ManagedObjectReference[]) world.read(store, "vm")) {
      if (VmState.isAt(world.need(vm), host)) {
        throw Refuse.inUse(store);
      }
    }
    if (isHeartbeat(world, store, host)) {
      throw Refuse.inUse(store);
    }
  }

  private static boolean isHeartbeat(World world, Managed datastore, Managed host) {
    return world
        .above(host, "ClusterComputeResource")
        .map(cluster -> cluster.get("configurationEx", ClusterConfigInfoEx.class).dasConfig)
        .filter(das -> Boolean.TRUE.equals(das.enabled) && das.heartbeatDatastore != null)
        .filter(das -> !"allFeasibleDs".equals(das.hBDatastoreCandidatePolicy))
        .filter(das -> Values.holds(das.heartbeatDatastore, datastore.ref()))
        .isPresent();
  }
}
