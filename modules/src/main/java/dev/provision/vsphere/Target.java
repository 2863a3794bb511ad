package dev.provision.vsphere;

import java.util.List;
import java.util.stream.Collectors;

/** Where a run is, for people; it knows the clusters' paths once the inventory was read. */
final class Target {
  private final String host;
  private final VcenterSpec spec;
  private volatile String place;

  Target(String host, VcenterSpec spec) {
    this.host = host;
    this.spec = spec;
    this.place = String.join(", ", spec.effectiveClusters());
  }

  /** {@code vc.lab.local, /DC0/host/DC0_C0}. */
  String text() {
    return place.isEmpty() ? host : host + ", " + place;
  }

  <T extends Inventory> T learn(T inventory) {
    List<Item> clusters = new Clusters(spec, inventory).usable();
    if (!clusters.isEmpty()) {
      place =
          clusters.stream()
              .map(cluster -> inventory.path(cluster.ref()).toString())
              .collect(Collectors.joining(", "));
    }
    return inventory;
  }
}
