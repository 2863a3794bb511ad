package dev.provision.modules.datastores;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDasConfigInfoHBDatastoreCandidate;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.ClusterWriter;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DrsCluster;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Clusters whose HA names a datastore for its heartbeat, and so keeps hosts from unmounting it.
 * Those of the datastore's environment stop to name it before it is deleted.
 */
final class Heartbeats {
  private static final String ANY =
      ClusterDasConfigInfoHBDatastoreCandidate.allFeasibleDs.toString();

  private Heartbeats() {}

  /** The clusters that name a datastore, and use what they name. */
  static List<Item> of(ManagedObjectReference datastore, Inventory read) {
    return read.all("ClusterComputeResource").stream()
        .filter(cluster -> names(cluster).anyMatch(datastore::equals))
        .toList();
  }

  private static Stream<ManagedObjectReference> names(Item cluster) {
    return cluster.get(DrsCluster.CONFIG, ClusterConfigInfoEx.class).stream()
        .map(ClusterConfigInfoEx::getDasConfig)
        .filter(das -> das != null && das.getHeartbeatDatastore() != null)
        .filter(das -> !ANY.equals(das.getHBDatastoreCandidatePolicy()))
        .flatMap(das -> Arrays.stream(das.getHeartbeatDatastore()));
  }

  private static boolean isOurs(Item cluster, ManagedObjectReference datastore, Inventory read) {
    Optional<String> owner =
        read.get(datastore)
            .flatMap(store -> ObjectMark.read(store, read))
            .map(ObjectMark::environment);
    return owner.isPresent()
        && ObjectMark.read(cluster, read).map(ObjectMark::environment).equals(owner);
  }

  /**
   * @throws ModuleException when a cluster of others names it
   */
  static void refuseOthers(ManagedObjectReference datastore, Inventory read)
      throws ModuleException {
    String clusters =
        of(datastore, read).stream()
            .filter(cluster -> !isOurs(cluster, datastore, read))
            .map(cluster -> "`" + read.path(cluster.ref()) + "`")
            .collect(Collectors.joining(", "));
    if (!clusters.isEmpty()) {
      throw ModuleException.refused("HA's heartbeat uses it in " + clusters);
    }
  }

  /** Our clusters stop to name it; one that names no other takes any. */
  static void leave(ManagedObjectReference datastore, VsphereWriter write)
      throws ModuleException, InterruptedException {
    for (Item cluster : of(datastore, write.inventory())) {
      Item now = write.read(cluster.ref(), "name", DrsCluster.CONFIG);
      List<ManagedObjectReference> rest =
          names(now).filter(each -> !each.equals(datastore)).toList();
      if (names(now).anyMatch(datastore::equals)) {
        ClusterDasConfigInfo das = new ClusterDasConfigInfo();
        if (rest.isEmpty()) {
          das.setHBDatastoreCandidatePolicy(ANY);
        } else {
          das.setHeartbeatDatastore(rest.toArray(ManagedObjectReference[]::new));
        }
        ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
        spec.setDasConfig(das);
        new ClusterWriter(write).change(cluster.ref(), spec);
      }
    }
  }
}
