package dev.provision.simulator.storage;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DatastoreInfo;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.NasDatastoreInfo;
import com.vmware.vim25.VmfsDatastoreInfo;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.Copying;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.storage.BoundMountInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A datastore of a capture, mounted by the hosts that name it. */
public final class CopiedDatastore implements ManagedType, Copying {
  private final World world;

  public CopiedDatastore(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry.copied(this, "Datastore");
  }

  @Override
  public void fill(Managed made, Copied from) {
    DatastoreSummary summary = from.get("summary", DatastoreSummary.class).orElseThrow();
    world.set(made, DatastoreContents.CAPACITY, summary.capacity);
    world.set(made, DatastoreContents.TYPE, summary.type);
    from.get("info", DatastoreInfo.class)
        .filter(NasDatastoreInfo.class::isInstance)
        .ifPresent(info -> world.set(made, Datastore.NAS, ((NasDatastoreInfo) info).nas));
    from.get("info", DatastoreInfo.class)
        .filter(VmfsDatastoreInfo.class::isInstance)
        .ifPresent(info -> world.set(made, Datastore.VMFS, ((VmfsDatastoreInfo) info).vmfs));
    if ("inMaintenance".equals(summary.maintenanceMode)) {
      world.set(made, Datastore.MAINTENANCE, summary.maintenanceMode);
    }
    from.keep("capability");
    from.keep("iormConfiguration");
    boolean usable =
        summary.accessible
            && (summary.maintenanceMode == null || summary.maintenanceMode.equals("normal"));
    Map<String, DatastoreHostMount> told = new LinkedHashMap<>();
    for (DatastoreHostMount mount :
        from.get("host", DatastoreHostMount[].class).orElse(new DatastoreHostMount[0])) {
      told.put(mount.key.val, mount);
    }
    world.set(
        made,
        "host",
        from.referring("HostSystem", "datastore").stream()
            .map(host -> mount(made, host, Optional.ofNullable(told.get(host.id())), usable))
            .toArray(DatastoreHostMount[]::new));
    HostDatastoreBrowser.create(world, made);
  }

  private static DatastoreHostMount mount(
      Managed datastore, Managed host, Optional<DatastoreHostMount> told, boolean usable) {
    DatastoreHostMount mount = Datastore.mount(datastore, host);
    told.map(each -> each.mountInfo)
        .ifPresent(
            info -> {
              if (info instanceof BoundMountInfo) {
                mount.mountInfo = Values.copy(info);
              }
              mount.mountInfo.accessMode = info.accessMode;
              mount.mountInfo.mounted = info.mounted;
              mount.mountInfo.accessible = info.accessible;
            });
    if (!usable) {
      mount.mountInfo.accessible = false;
    }
    return mount;
  }
}
