package dev.provision.vsphere.places;

import com.vmware.vim25.DatastoreCapability;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostMountInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The properties of one datastore that placement uses, from the snapshot's light properties. */
public record DatastoreFacts(Item item) {
  public static final String MAKES_TOP_FOLDERS = "capability.topLevelDirectoryCreateSupported";

  public ManagedObjectReference ref() {
    return item.ref();
  }

  public String name() {
    return item.name();
  }

  public long freeBytes() {
    return item.get("summary.freeSpace", Number.class).map(Number::longValue).orElse(0L);
  }

  public long capacityBytes() {
    return item.get("summary.capacity", Number.class).map(Number::longValue).orElse(0L);
  }

  /** Whether it takes more than to make a folder at its top, because this one is an object. */
  public boolean lacksTopFolder(String top) {
    return !makesTopFolders()
        && item.get(AddedProperties.TOP_FOLDERS, Set.class)
            .filter(known -> known.contains(top))
            .isEmpty();
  }

  public boolean isAccessible() {
    return item.get("summary.accessible", Boolean.class).orElse(true);
  }

  /**
   * Whether {@code MakeDirectory} can make top folders ({@code
   * DatastoreCapability.topLevelDirectoryCreateSupported}, API 5.5): not on vSAN and vVol. True
   * when the server does not say.
   */
  public boolean makesTopFolders() {
    return item.get(MAKES_TOP_FOLDERS, Boolean.class).orElse(true);
  }

  /** Copies {@link #MAKES_TOP_FOLDERS} into a capture, if the server set it. */
  public DatastoreFacts keep(Map<String, Object> kept) {
    item.get(MAKES_TOP_FOLDERS, Boolean.class)
        .ifPresent(
            makes -> {
              DatastoreCapability capability = new DatastoreCapability();
              capability.topLevelDirectoryCreateSupported = makes;
              kept.put("capability", capability);
            });
    return this;
  }

  /** The datacenter of the datastore; empty when it cannot be seen. */
  public Optional<ManagedObjectReference> datacenter(Inventory inventory) {
    Optional<Item> up = Optional.of(item);
    while (up.isPresent() && !up.get().type().equals("Datacenter")) {
      up = up.get().parent().flatMap(inventory::get);
    }
    return up.map(Item::ref);
  }

  /** Whether the host can write to it now; an unset property counts as yes. */
  public boolean isWritableFrom(ManagedObjectReference host) {
    boolean normal =
        item.get("summary.maintenanceMode", String.class).map("normal"::equals).orElse(true);
    if (!normal || !isAccessible()) {
      return false;
    }
    for (DatastoreHostMount mount :
        item.get("host", DatastoreHostMount[].class).orElse(new DatastoreHostMount[0])) {
      HostMountInfo info = mount.getMountInfo();
      if (mount.getKey().equals(host)
          && info != null
          && (Boolean.FALSE.equals(info.getMounted())
              || Boolean.FALSE.equals(info.getAccessible())
              || "readOnly".equals(info.getAccessMode()))) {
        return false;
      }
    }
    return true;
  }
}
