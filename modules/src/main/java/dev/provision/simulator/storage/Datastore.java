package dev.provision.simulator.storage;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DatastoreInfo;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.HostMountInfo;
import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostVmfsVolume;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NasDatastoreInfo;
import com.vmware.vim25.StoragePlacementResult;
import com.vmware.vim25.VmfsDatastoreInfo;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code Datastore}: which hosts have it, and how full it is. */
public final class Datastore implements ManagedType, EntityKind {
  private static final String TYPE = "Datastore";

  /** The {@code HostNasVolume} of one on an NFS server. */
  static final String NAS = "sim.nas";

  /** The {@code HostVmfsVolume} of one on LUNs that the lab knows. */
  static final String VMFS = "sim.vmfs";

  static final String MAINTENANCE = "sim.maintenance";
  private static final String IN_MAINTENANCE = "inMaintenance";
  private static final Duration TIME = Duration.ofMillis(200);

  /** In bytes: 62 TiB, that of VMFS (VMware Configuration Maximums). */
  private static final long LARGEST_FILE = 62L << 40;

  private final World world;
  private final DatastoreContents files;
  private final Tasks tasks;

  public Datastore(World world, DatastoreContents files, Tasks tasks) {
    this.world = world;
    this.files = files;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE + " < ManagedEntity: browser capability host info iormConfiguration summary vm")
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .on(TYPE, "DatastoreEnterMaintenanceMode", "Datastore.Config", this::enter)
        .on(TYPE, "DatastoreExitMaintenanceMode_Task", "Datastore.Config", this::exit);
  }

  /**
   * VMs are not moved away from it: one that has a VM is refused, where a real one waits until they
   * have left.
   */
  private Object enter(Invocation in) throws VimFault {
    Managed datastore = in.self();
    if (IN_MAINTENANCE.equals(datastore.get(MAINTENANCE))) {
      throw Refuse.state("The datastore is in maintenance mode already.");
    }
    StoragePlacementResult result = new StoragePlacementResult();
    result.task =
        tasks.start(
            in,
            datastore,
            TIME,
            plan -> {
              plan.lock(datastore);
              return () -> {
                refuseDestroy(datastore);
                world.set(datastore, MAINTENANCE, IN_MAINTENANCE);
                return null;
              };
            });
    return result;
  }

  private Object exit(Invocation in) throws VimFault {
    Managed datastore = in.self();
    if (datastore.get(MAINTENANCE) == null) {
      throw Refuse.state("The datastore is not in maintenance mode.");
    }
    return tasks.start(
        in,
        datastore,
        TIME,
        plan -> {
          plan.lock(datastore);
          return () -> {
            world.set(datastore, MAINTENANCE, null);
            return null;
          };
        });
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
    summary.accessible = datastore.get(VMFS) == null || isMountedAnywhere(datastore);
    summary.multipleHostAccess = datastore.get("host", DatastoreHostMount[].class).length > 1;
    summary.type = datastore.get(DatastoreContents.TYPE, String.class);
    summary.maintenanceMode =
        Optional.ofNullable(datastore.get(MAINTENANCE, String.class)).orElse("normal");
    return summary;
  }

  private DatastoreInfo info(Managed datastore) {
    HostNasVolume nas = Values.copy(datastore.get(NAS, HostNasVolume.class));
    DatastoreInfo info = new DatastoreInfo();
    if (nas != null) {
      nas.name = datastore.name();
      NasDatastoreInfo there = new NasDatastoreInfo();
      there.nas = nas;
      info = there;
    }
    HostVmfsVolume vmfs = Values.copy(datastore.get(VMFS, HostVmfsVolume.class));
    if (vmfs != null) {
      vmfs.name = datastore.name();
      VmfsDatastoreInfo there = new VmfsDatastoreInfo();
      there.vmfs = vmfs;
      there.maxPhysicalRDMFileSize = LARGEST_FILE;
      there.maxVirtualRDMFileSize = LARGEST_FILE;
      info = there;
    }
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

  private static boolean isMountedAnywhere(Managed datastore) {
    return Arrays.stream(datastore.get("host", DatastoreHostMount[].class))
        .anyMatch(mount -> !Boolean.FALSE.equals(mount.mountInfo.accessible));
  }

  /** Whether a host mounts it, in whatever state. */
  public static boolean has(Managed datastore, Managed host) {
    return Arrays.stream(datastore.get("host", DatastoreHostMount[].class))
        .anyMatch(mount -> Values.isSame(mount.key, host.ref()));
  }

  /** The name, or {@code name (1)} and so on while another one of these has it. */
  static String freeName(List<Managed> others, String name) {
    Set<String> taken = others.stream().map(Managed::name).collect(Collectors.toSet());
    String free = name;
    for (int i = 1; taken.contains(free); i++) {
      free = name + " (" + i + ")";
    }
    return free;
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
