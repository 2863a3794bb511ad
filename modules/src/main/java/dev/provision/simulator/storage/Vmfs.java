package dev.provision.simulator.storage;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostScsiDiskPartition;
import com.vmware.vim25.HostVmfsVolume;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.storage.PacedVmfsVolume;
import dev.provision.vsphere.newer.storage.VmfsUnmapBandwidthSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Datastores that are a VMFS on LUNs, and how hosts find them. */
public final class Vmfs {
  /** In KiB. */
  private static final int BLOCK = 1024;

  /** In MB/s; what a real host begins with differs from version to version. */
  private static final long RATE = 100;

  private Vmfs() {}

  /** A new VMFS. */
  static PacedVmfsVolume volume(World world, String label, int version, String lun, long bytes) {
    String uuid = world.uuid();
    PacedVmfsVolume volume = new PacedVmfsVolume();
    if (world.version().isAtLeast("6.5")) {
      volume.blockSize = BLOCK;
      volume.unmapGranularity = BLOCK;
      volume.unmapPriority = version == 6 ? "low" : null;
    }
    if (world.version().isAtLeast("6.7") && version == 6) {
      volume.unmapBandwidthSpec = new VmfsUnmapBandwidthSpec();
      volume.unmapBandwidthSpec.policy = "fixed";
      volume.unmapBandwidthSpec.fixedValue = RATE;
    }
    volume.type = "VMFS";
    volume.name = label;
    volume.capacity = bytes;
    volume.blockSizeMb = 1;
    volume.maxBlocks = 63_963_136;
    volume.majorVersion = version;
    volume.version = version == 6 ? "6.82" : "5.81";
    volume.uuid = uuid.substring(0, 8) + "-" + uuid.substring(9, 13) + uuid.substring(14, 18);
    volume.extent = new HostScsiDiskPartition[] {Lun.extent(lun)};
    volume.vmfsUpgradable = false;
    volume.ssd = false;
    return volume;
  }

  /**
   * A host looks for VMFS on the LUNs that it shows. One that it had unmounted stays so; one that
   * the inventory does not have yet gets the name on its label, or {@code name (1)}.
   */
  public static void rescan(World world, Managed host) {
    for (Managed lun : Lun.shownBy(world, host)) {
      Optional<Managed> there = inDatacenter(world, Lun.holders(world, lun), host);
      if (there.isEmpty()) {
        Lun.volume(lun).ifPresent(volume -> show(world, host, lun, volume));
      } else if (!Datastore.has(there.get(), host)) {
        addMount(world, there.get(), host);
      }
    }
  }

  private static void show(World world, Managed host, Managed lun, HostVmfsVolume volume) {
    add(world, host, volume);
    Lun.shown(world, volume);
  }

  /** Adds a datastore with one host. */
  static Managed add(World world, Managed host, HostVmfsVolume volume) {
    Managed top = Datacenter.folder(world, host, "datastoreFolder");
    String free = Datastore.freeName(world.below(top, "Datastore"), volume.name);
    Managed store = Datastore.create(world, top, free, "VMFS", volume.capacity, List.of(host));
    world.set(store, Datastore.VMFS, volume);
    return store;
  }

  static void addMount(World world, Managed store, Managed host) {
    world.set(
        store,
        "host",
        Values.plus(
            store.get("host", DatastoreHostMount[].class),
            Datastore.mount(store, host),
            DatastoreHostMount.class));
  }

  private static Optional<Managed> inDatacenter(World world, List<Managed> stores, Managed host) {
    Optional<Managed> datacenter = world.above(host, "Datacenter");
    return stores.stream()
        .filter(each -> world.above(each, "Datacenter").equals(datacenter))
        .findFirst();
  }

  /** The VMFS that a host shows, mounted or not. */
  static List<Managed> shownBy(World world, Managed host) {
    return world.all("Datastore").stream()
        .filter(each -> each.get(Datastore.VMFS) != null && Datastore.has(each, host))
        .toList();
  }

  static Optional<Managed> find(World world, Managed host, String uuid) {
    return shownBy(world, host).stream()
        .filter(each -> each.get(Datastore.VMFS, HostVmfsVolume.class).uuid.equals(uuid))
        .findFirst();
  }

  /** The last host that showed it goes, and its data stays on the LUNs. */
  public static void leaves(World world, Managed store) {
    HostVmfsVolume volume = Values.copy(store.get(Datastore.VMFS, HostVmfsVolume.class));
    if (volume != null) {
      volume.name = store.name();
      luns(world, store).forEach(lun -> Lun.hidden(world, lun, volume));
    }
  }

  /** Its data is destroyed. */
  static void destroy(World world, Managed store) {
    luns(world, store).forEach(lun -> Lun.clear(world, lun));
    world.remove(store);
  }

  /** The LUNs that it is on. */
  static List<Managed> luns(World world, Managed store) {
    return Arrays.stream(store.get(Datastore.VMFS, HostVmfsVolume.class).extent)
        .flatMap(extent -> Lun.find(world, extent.diskName).stream())
        .toList();
  }
}
