package dev.provision.simulator.storage;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DatastoreInfo;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.HostMountInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;

/** {@code Datastore}: which hosts have it, and how full it is. */
public final class Datastore implements ManagedType, EntityKind {
  private static final String TYPE = "Datastore";

  /** In bytes: 62 TiB, that of VMFS (VMware Configuration Maximums). */
  private static final long LARGEST_FILE = 62L << 40;

  private final World world;
  private final DatastoreContents files;

  public Datastore(World world, DatastoreContents files) {
    this.world = world;
    this.files = files;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE + " < ManagedEntity: browser capability host info iormConfiguration summary vm")
        .derive(TYPE, this::derived)
        .entity(TYPE, this);
  }

  private Object derived(Managed datastore, String property) {
    switch (property) {
      case "summary":
        return summary(datastore);
      case "info":
        return info(datastore);
      case "capability":
        return TopFolders.capability(datastore);
      case "vm":
        return Managed.refs(
            world.all("VirtualMachine").stream()
                .filter(vm -> Values.holds(world.read(vm, "datastore"), datastore.ref()))
                .toList());
      default:
        return null;
    }
  }

  private DatastoreSummary summary(Managed datastore) {
    DatastoreSummary summary = new DatastoreSummary();
    summary.datastore = datastore.ref();
    summary.name = datastore.name();
    summary.url = "ds://" + TopFolders.mount(datastore);
    summary.capacity = DatastoreContents.capacity(datastore);
    summary.freeSpace = files.free(datastore);
    summary.accessible = true;
    summary.multipleHostAccess = datastore.get("host", DatastoreHostMount[].class).length > 1;
    summary.type = datastore.get(DatastoreContents.TYPE, String.class);
    summary.maintenanceMode = "normal";
    return summary;
  }

  private DatastoreInfo info(Managed datastore) {
    DatastoreInfo info = new DatastoreInfo();
    info.name = datastore.name();
    info.url = "ds://" + TopFolders.mount(datastore);
    info.freeSpace = files.free(datastore);
    info.maxFileSize = LARGEST_FILE;
    info.maxVirtualDiskCapacity = LARGEST_FILE;
    info.maxMemoryFileSize = LARGEST_FILE;
    return info;
  }

  @Override
  public String renamePrivilege() {
    return "Datastore.Rename";
  }

  @Override
  public String deletePrivilege() {
    return "Datastore.Delete";
  }

  @Override
  public void refuseDestroy(Managed datastore) throws VimFault {
    if (((ManagedObjectReference[]) world.read(datastore, "vm")).length > 0) {
      throw Refuse.inUse(datastore);
    }
  }

  public static boolean isMounted(Managed datastore, Managed host) {
    for (DatastoreHostMount mount : datastore.get("host", DatastoreHostMount[].class)) {
      if (Values.isSame(mount.key, host.ref())
          && !Boolean.FALSE.equals(mount.mountInfo.accessible)) {
        return true;
      }
    }
    return false;
  }

  public static Managed create(
      World world, Managed folder, String name, String type, long bytes, List<Managed> hosts) {
    Managed made = world.add(TYPE, "datastore-");
    world.set(made, "name", name);
    world.set(made, DatastoreContents.CAPACITY, bytes);
    world.set(made, DatastoreContents.TYPE, type);
    world.set(
        made,
        "host",
        hosts.stream().map(host -> mount(made, host)).toArray(DatastoreHostMount[]::new));
    HostDatastoreBrowser.create(world, made);
    world.set(made, "parent", folder.ref());
    return made;
  }

  public static DatastoreHostMount mount(Managed datastore, Managed host) {
    DatastoreHostMount mount = new DatastoreHostMount();
    mount.key = host.ref();
    mount.mountInfo = new HostMountInfo();
    mount.mountInfo.path = "/vmfs/volumes/" + datastore.id();
    mount.mountInfo.accessMode = "readWrite";
    mount.mountInfo.mounted = true;
    mount.mountInfo.accessible = true;
    return mount;
  }
}
