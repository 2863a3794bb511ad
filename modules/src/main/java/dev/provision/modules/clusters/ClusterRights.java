package dev.provision.modules.clusters;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.JournalRights;
import java.util.ArrayList;
import java.util.List;

/** What the groups and rules of a cluster need: to edit it, and to write down whose they are. */
final class ClusterRights {
  private ClusterRights() {}

  static List<Right> ofMembers(EnvironmentId environment, String cluster, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toWrite(environment, read));
    all.add(edits(cluster));
    return all;
  }

  /** Of a group or rule that no line declares any more. */
  static List<Right> ofOrphan(ClusterState seen, Inventory read) {
    List<Right> all = new ArrayList<>();
    all.add(edits(seen.cluster().path().toString()));
    seen.orphan()
        .ifPresent(entry -> all.addAll(JournalRights.toForget(seen.journaled(entry), read)));
    return all;
  }

  private static Right edits(String cluster) {
    return new Right("Host.Inventory.EditCluster", cluster, "ReconfigureComputeResource_Task");
  }
}
