package dev.provision.modules.datastores;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NasDatastoreInfo;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A datastore and its hosts as a snapshot will show them after the plan's step. */
final class PlannedDatastore {
  /** 1 PiB: more than anything needs, for one whose size shows only when it is mounted. */
  private static final long UNKNOWN = 1L << 50;

  private static final String HOST = "host";
  private static final String DATASTORE = "datastore";

  private final DatastoreSpec spec;
  private final Inventory read;

  PlannedDatastore(DatastoreSpec spec, Inventory read) {
    this.spec = spec;
    this.read = read;
  }

  Inventory with(Item datastore) {
    Item store = Place.known(datastore.ref()).isPresent() ? datastore : sized(datastore);
    if (spec.maintenance().isPresent()) {
      store =
          store.with(
              DatastoreEdit.MAINTENANCE, spec.maintenance().get() ? "inMaintenance" : "normal");
    }
    List<Item> all = new ArrayList<>();
    if (spec.isMounted()) {
      Mounts now = Mounts.read(datastore, read);
      Map<String, Mount> after = now.after(spec);
      List<DatastoreHostMount> mounts = new ArrayList<>();
      for (Item host : read.all("HostSystem")) {
        Optional<Mount> how = Optional.ofNullable(after.get(read.path(host.ref()).toString()));
        how.ifPresent(each -> mounts.add(mount(host.ref(), each)));
        seen(host, datastore.ref(), how.isPresent()).ifPresent(all::add);
      }
      store = store.with(HOST, mounts.toArray(DatastoreHostMount[]::new));
    }
    all.add(store);
    return read.with(all);
  }

  private Item sized(Item datastore) {
    long bytes = spec.capacity().map(DataSize::bytes).orElse(UNKNOWN);
    return datastore
        .with("summary.accessible", true)
        .with("summary.type", spec.isExport() ? Export.first(spec, "").getType() : "VMFS")
        .with("summary.capacity", bytes)
        .with("summary.freeSpace", bytes)
        .with(
            "info",
            spec.isExport()
                ? nas(Export.first(spec, datastore.shown()))
                : Volume.planned(spec.volume().orElseThrow(), bytes));
  }

  private static NasDatastoreInfo nas(HostNasVolumeSpec mount) {
    NasDatastoreInfo info = new NasDatastoreInfo();
    info.nas = new HostNasVolume();
    info.nas.type = mount.getType();
    info.nas.remoteHost = mount.getRemoteHost();
    info.nas.remoteHostNames = mount.getRemoteHostNames();
    info.nas.remotePath = mount.getRemotePath();
    return info;
  }

  private static DatastoreHostMount mount(ManagedObjectReference host, Mount how) {
    DatastoreHostMount mount = new DatastoreHostMount();
    mount.key = host;
    mount.mountInfo = how.info();
    return mount;
  }

  /** The host with the datastore, or without it; empty when it stays as it is. */
  private static Optional<Item> seen(Item host, ManagedObjectReference ref, boolean mounts) {
    List<ManagedObjectReference> has =
        new ArrayList<>(
            Arrays.asList(
                host.get(DATASTORE, ManagedObjectReference[].class)
                    .orElse(new ManagedObjectReference[0])));
    boolean changed = mounts ? !has.contains(ref) && has.add(ref) : has.remove(ref);
    return changed
        ? Optional.of(host.with(DATASTORE, has.toArray(ManagedObjectReference[]::new)))
        : Optional.empty();
  }
}
