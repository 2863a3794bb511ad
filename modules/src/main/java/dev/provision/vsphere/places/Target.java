package dev.provision.vsphere.places;

import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The target of a run, for people; it knows the clusters' paths once the inventory was read. */
public final class Target {
  private final String host;
  private final VcenterSpec spec;
  private volatile String place;

  public Target(String host, VcenterSpec spec) {
    this.host = host;
    this.spec = spec;
    this.place =
        spec.effectiveClusters().stream().map(PlaceName::text).collect(Collectors.joining(", "));
  }

  /** {@code vc.lab.local, /DC0/host/DC0_C0}. */
  public String text() {
    return place.isEmpty() ? host : host + ", " + place;
  }

  public <T extends Inventory> T learn(T inventory) {
    List<Item> clusters = new Clusters(spec, inventory).usable();
    Stream<InventoryPath> paths = clusters.stream().map(item -> inventory.path(item.ref()));
    if (spec.effectiveClusters().isEmpty() && clusters.size() > 1) {
      // for a whole datacenter, its own path says so
      paths = inventory.all("Datacenter").stream().map(item -> inventory.path(item.ref()));
      paths = paths.filter(dc -> clusters.stream().anyMatch(c -> isBelow(inventory, c, dc)));
    }
    place = paths.map(InventoryPath::toString).collect(Collectors.joining(", "));
    return inventory;
  }

  private static boolean isBelow(Inventory inventory, Item item, InventoryPath place) {
    return inventory.path(item.ref()).toString().startsWith(place + "/");
  }
}
