package dev.provision.simulator.storage;

import com.vmware.vim25.HostDiskDimensionsLba;
import com.vmware.vim25.HostScsiDisk;
import com.vmware.vim25.HostScsiDiskPartition;
import com.vmware.vim25.HostVmfsVolume;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A LUN of a storage array, or a disk of a host. All hosts that name it by the same canonical name
 * have the same one. A datastore of the inventory says itself which LUNs it is on; only a VMFS that
 * no host has found yet is kept here.
 */
public final class Lun implements ManagedType {
  private static final String TYPE = "SimulatedLun";
  private static final String NAME = "sim.canonicalName";
  private static final String LOCAL = "sim.local";

  /** The hosts that are connected to it. */
  private static final String HOSTS = "sim.hosts";

  /** Those of them that have looked since. */
  private static final String FOUND = "sim.found";

  /** The type of a partition that is no VMFS. */
  private static final String HOLDS = "sim.holds";

  /** A VMFS of which the inventory has no datastore. */
  private static final String VOLUME = "sim.volume";

  /** How many bytes of it the VMFS on it takes. */
  private static final String PART = "sim.part";

  /** Of a disk. */
  static final int SECTOR = 512;

  @Override
  public void register(Registry registry) {
    registry.schema(TYPE + ": name");
  }

  /** Connects a host to a LUN, which is made if no other host had it. */
  public static void connect(World world, Managed host, String name, LunModel model) {
    Managed lun = find(world, name).orElseGet(() -> create(world, name, model));
    world.set(lun, HOSTS, plus(lun, HOSTS, host));
    if (!model.fresh()) {
      world.set(lun, FOUND, plus(lun, FOUND, host));
    }
  }

  private static Managed create(World world, String name, LunModel model) {
    Managed made = world.add(TYPE, "lun-");
    world.set(made, NAME, name);
    world.set(made, DatastoreContents.CAPACITY, model.bytes());
    world.set(made, LOCAL, model.local());
    world.set(made, HOSTS, new ManagedObjectReference[0]);
    world.set(made, FOUND, new ManagedObjectReference[0]);
    model.holds().ifPresent(type -> world.set(made, HOLDS, type));
    model
        .vmfs()
        .ifPresent(
            label -> {
              world.set(made, PART, model.vmfsBytes());
              HostVmfsVolume volume = Vmfs.volume(world, label, 6, name, model.vmfsBytes());
              world.set(made, VOLUME, volume);
            });
    return made;
  }

  /** A disk that a host of a capture shows; hosts that show the same one share it. */
  public static void restore(World world, Managed host, HostScsiDisk disk) {
    long bytes = disk.capacity.blockSize * disk.capacity.block;
    boolean local = Boolean.TRUE.equals(disk.localDisk);
    connect(
        world,
        host,
        disk.canonicalName,
        new LunModel(bytes, local, false, Optional.empty(), Optional.empty(), 0));
  }

  private static ManagedObjectReference[] plus(Managed lun, String property, Managed host) {
    ManagedObjectReference[] refs = lun.get(property, ManagedObjectReference[].class);
    return Values.holds(refs, host.ref())
        ? refs
        : Values.plus(refs, host.ref(), ManagedObjectReference.class);
  }

  static Optional<Managed> find(World world, String name) {
    return world.all(TYPE).stream().filter(each -> name(each).equals(name)).findFirst();
  }

  static String name(Managed lun) {
    return lun.get(NAME, String.class);
  }

  static String devicePath(Managed lun) {
    return "/vmfs/devices/disks/" + name(lun);
  }

  static long bytes(Managed lun) {
    return lun.get(DatastoreContents.CAPACITY, Long.class);
  }

  /** Those that a host shows. */
  static List<Managed> shownBy(World world, Managed host) {
    return world.all(TYPE).stream()
        .filter(lun -> Values.holds(lun.get(FOUND, ManagedObjectReference[].class), host.ref()))
        .toList();
  }

  /** The host looks for what it is connected to. */
  static void rescan(World world, Managed host) {
    for (Managed lun : world.all(TYPE)) {
      if (Values.holds(lun.get(HOSTS, ManagedObjectReference[].class), host.ref())) {
        world.set(lun, FOUND, plus(lun, FOUND, host));
      }
    }
  }

  /** The datastores, in whatever datacenter, whose VMFS is on it. */
  static List<Managed> holders(World world, Managed lun) {
    return world.all("Datastore").stream()
        .filter(
            store ->
                Optional.ofNullable(store.get(Datastore.VMFS, HostVmfsVolume.class)).stream()
                    .flatMap(volume -> Arrays.stream(volume.extent))
                    .anyMatch(extent -> extent.diskName.equals(name(lun))))
        .toList();
  }

  /** The VMFS on it that no datastore of the inventory stands for. */
  static Optional<HostVmfsVolume> volume(Managed lun) {
    return Optional.ofNullable(lun.get(VOLUME, HostVmfsVolume.class));
  }

  /** A VMFS is now a datastore of the inventory. */
  static void shown(World world, HostVmfsVolume volume) {
    for (HostScsiDiskPartition extent : volume.extent) {
      find(world, extent.diskName).ifPresent(lun -> world.set(lun, VOLUME, null));
    }
  }

  /** A VMFS is no datastore of the inventory any more. */
  static void hidden(World world, Managed lun, HostVmfsVolume volume) {
    world.set(lun, VOLUME, volume);
  }

  /** A VMFS takes these bytes of it, whatever was there. */
  static void take(World world, Managed lun, long bytes) {
    world.set(lun, HOLDS, null);
    world.set(lun, VOLUME, null);
    world.set(lun, PART, bytes);
  }

  /** Nothing is on it any more. */
  static void clear(World world, Managed lun) {
    world.set(lun, PART, null);
  }

  /** How much of it the VMFS on it takes. */
  static long part(Managed lun) {
    Long part = lun.get(PART, Long.class);
    return part == null ? bytes(lun) : part;
  }

  /** What is on it as a type of partition; {@code none} when it is blank. */
  static String content(World world, Managed lun) {
    if (volume(lun).isPresent() || !holders(world, lun).isEmpty()) {
      return "vmfs";
    }
    String holds = lun.get(HOLDS, String.class);
    return holds == null ? "none" : holds;
  }

  /** As a host shows it. */
  static HostScsiDisk disk(Managed lun) {
    HostScsiDisk disk = new HostScsiDisk();
    disk.deviceName = devicePath(lun);
    disk.deviceType = "disk";
    disk.key = "key-vim.host.ScsiDisk-" + lun.id();
    disk.uuid = lun.id();
    disk.canonicalName = name(lun);
    disk.displayName = "Simulated disk (" + name(lun) + ")";
    disk.lunType = "disk";
    disk.operationalState = new String[] {"ok"};
    disk.capacity = new HostDiskDimensionsLba();
    disk.capacity.blockSize = SECTOR;
    disk.capacity.block = bytes(lun) / SECTOR;
    disk.devicePath = devicePath(lun);
    disk.ssd = false;
    disk.localDisk = Boolean.TRUE.equals(lun.get(LOCAL, Boolean.class));
    return disk;
  }

  /** The one partition that a VMFS on it has. */
  static HostScsiDiskPartition extent(String name) {
    HostScsiDiskPartition extent = new HostScsiDiskPartition();
    extent.diskName = name;
    extent.partition = 1;
    return extent;
  }
}
