package dev.provision.vsphere;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostMountInfo;
import com.vmware.vim25.ManagedObjectReference;

/** What placement knows of one datastore, from the snapshot's light properties. */
record DatastoreFacts(Item item) {
  ManagedObjectReference ref() {
    return item.ref();
  }

  String name() {
    return item.name();
  }

  long freeBytes() {
    return item.get("summary.freeSpace", Number.class).map(Number::longValue).orElse(0L);
  }

  long capacityBytes() {
    return item.get("summary.capacity", Number.class).map(Number::longValue).orElse(0L);
  }

  /** Whether the host can write to it now; a property that is not set is no objection. */
  boolean isWritableFrom(ManagedObjectReference host) {
    boolean normal =
        item.get("summary.maintenanceMode", String.class).map("normal"::equals).orElse(true);
    if (!normal || !item.get("summary.accessible", Boolean.class).orElse(true)) {
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
