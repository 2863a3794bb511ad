package dev.provision.modules.hosts;

import com.vmware.vim25.HostSystemConnectionState;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host as a snapshot will show it, with the compute resource of one that stands alone. */
final class PlannedHost {
  private PlannedHost() {}

  /** One that is added. */
  static List<Item> items(ObjectDesired<HostSpec> desired, InventoryPath path, Item above) {
    List<Item> all = new ArrayList<>();
    Item in = desired.spec().cluster().isPresent() ? above : alone(path.parent(), above, all);
    all.add(
        Place.planned(
            "HostSystem",
            path,
            in.ref(),
            Map.of("runtime.connectionState", HostSystemConnectionState.connected)));
    return all;
  }

  /** One that goes elsewhere. */
  static List<Item> moved(ObjectState seen, InventoryPath path, Item above, boolean inCluster) {
    List<Item> all = new ArrayList<>();
    Item in = inCluster ? above : alone(path.parent(), above, all);
    all.add(seen.standingAt(path, in));
    return all;
  }

  private static Item alone(InventoryPath path, Item folder, List<Item> all) {
    InventoryPath root = path.child("Resources");
    Map<String, Object> properties = new HashMap<>();
    Item pool =
        Place.planned(
            "ResourcePool",
            root,
            Place.planned("ComputeResource", path, folder.ref(), properties).ref(),
            Map.of());
    properties.put("resourcePool", pool.ref());
    Item compute = Place.planned("ComputeResource", path, folder.ref(), properties);
    all.add(compute);
    all.add(pool);
    return compute;
  }
}
