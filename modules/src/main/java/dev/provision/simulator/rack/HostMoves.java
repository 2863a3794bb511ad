package dev.provision.simulator.rack;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.compute.VirtualApp;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.storage.Vmfs;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;

/** What becomes of a host's VMs, pools and datastores when it goes elsewhere. */
final class HostMoves {
  private HostMoves() {}

  /** A host leaves a cluster in maintenance mode only (vSphere API, MoveInto_Task). */
  static void refuse(World world, Managed host) throws VimFault {
    boolean inCluster = world.need(host.parent()).is("ClusterComputeResource");
    if (inCluster && Site.isUsable(host)) {
      throw Refuse.state("The host has to be in maintenance mode.");
    }
  }

  /** Moves a host, with its VMs; the compute resource of one that stood alone is gone then. */
  static void into(World world, Managed host, Managed compute) {
    Managed old = world.need(host.parent());
    if (old == compute) {
      return;
    }
    world.set(host, "parent", compute.ref());
    ManagedObjectReference pool = compute.get("resourcePool", ManagedObjectReference.class);
    for (Managed vm : world.all("VirtualMachine")) {
      if (VmState.isAt(vm, host) && vm.get("resourcePool") != null) {
        world.set(vm, "resourcePool", pool);
        VirtualApp.hold(world, vm);
      }
    }
    if (!old.is("ClusterComputeResource")) {
      removeAll(world, old);
    }
  }

  private static void removeAll(World world, Managed from) {
    for (Managed child : world.children(from)) {
      removeAll(world, child);
    }
    world.remove(from);
  }

  /** A datastore that no host mounts any more is not in the inventory. */
  static void gone(World world, Managed host) {
    for (Managed datastore : world.all("Datastore")) {
      DatastoreHostMount[] mounts = datastore.get("host", DatastoreHostMount[].class);
      if (mounts != null && Datastore.has(datastore, host)) {
        DatastoreHostMount[] others =
            Arrays.stream(mounts)
                .filter(mount -> !Values.isSame(mount.key, host.ref()))
                .toArray(DatastoreHostMount[]::new);
        if (others.length == 0) {
          Vmfs.leaves(world, datastore);
          world.remove(datastore);
        } else {
          world.set(datastore, "host", others);
        }
      }
    }
  }
}
