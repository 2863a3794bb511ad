package dev.provision.modules.clusters;

import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.DrsSpec;
import dev.provision.modules.clusters.settings.DrsRows;
import dev.provision.modules.clusters.settings.HaRows;
import dev.provision.modules.clusters.settings.OtherRows;
import dev.provision.modules.clusters.settings.Setting;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.DrsCluster;
import java.util.List;
import java.util.Optional;

/** What changes of a cluster do to its hosts and machines, which depends on the new value. */
final class ClusterEffects {
  private ClusterEffects() {}

  static List<Change> of(
      List<Change> changes, ClusterSpec spec, DrsCluster cluster, Inventory read) {
    return changes.stream().map(change -> of(change, spec, cluster, read)).toList();
  }

  private static Change of(Change change, ClusterSpec spec, DrsCluster cluster, Inventory read) {
    if (change.isOf(DrsRows.ENABLED) && goesOff(change)) {
      return drsOff(change, cluster, read);
    }
    if (change.isOf(HaRows.ENABLED) && goesOff(change)) {
      return change.with(Effect.UNPROTECTS, "machines are not restarted when their host fails");
    }
    if (change.isOf(HaRows.HOST_MONITORING) && goesOff(change)) {
      return change.with(Effect.UNPROTECTS, "machines are not restarted when their host fails");
    }
    if (change.isOf(DrsRows.AUTOMATION)
        && spec.drs()
            .flatMap(DrsSpec::automation)
            .equals(Optional.of(DrsSpec.Automation.FULLY_AUTOMATED))) {
      return change.with(Effect.IN_PLACE, "DRS then moves running machines by itself");
    }
    if (change.isOf(OtherRows.VSAN) && !isOff(spec.vsan().flatMap(ClusterSpec.VsanSpec::enabled))) {
      return vsanOn(change, spec, cluster);
    }
    return change;
  }

  /** Whether it is on; a new cluster may show nothing. */
  private static boolean goesOff(Change change) {
    return change.before().equals("true");
  }

  private static boolean isOff(Optional<Boolean> declared) {
    return declared.equals(Optional.of(false));
  }

  /** Without pools there is nothing to drop. */
  private static Change drsOff(Change change, DrsCluster cluster, Inventory read) {
    List<String> pools =
        read.all("ResourcePool").stream()
            .map(Item::ref)
            .map(read::path)
            .filter(
                path ->
                    path.isBelow(cluster.path())
                        && path.names().size() > cluster.path().names().size() + 1)
            .map(path -> "`" + path + "`")
            .sorted()
            .toList();
    return pools.isEmpty()
        ? change
        : change.with(
            Effect.DROPS_POOLS,
            "without DRS a cluster has no resource pools: " + String.join(", ", pools) + " go");
  }

  /** Nobody has seen what a server does; its own client refuses it. */
  private static Change vsanOn(Change change, ClusterSpec spec, DrsCluster cluster) {
    boolean ha =
        Setting.seen(cluster.item())
            .known()
            .filter(config -> config.getDasConfig() != null)
            .filter(config -> Boolean.TRUE.equals(config.getDasConfig().getEnabled()))
            .isPresent();
    return ha
        ? change.with(
            Effect.REFUSED,
            "HA has to be off while vSAN is switched on; declare `ha: {enabled: false}` first")
        : change;
  }
}
