package dev.provision.simulator.storage;

import com.vmware.vim25.HostConfigFault;
import com.vmware.vim25.HostDiskPartitionAttributes;
import com.vmware.vim25.HostDiskPartitionBlockRange;
import com.vmware.vim25.HostDiskPartitionLayout;
import com.vmware.vim25.HostDiskPartitionSpec;
import com.vmware.vim25.HostScsiDisk;
import com.vmware.vim25.HostScsiDiskPartition;
import com.vmware.vim25.HostVmfsVolume;
import com.vmware.vim25.LocalizableMessage;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.VmfsDatastoreAllExtentOption;
import com.vmware.vim25.VmfsDatastoreCreateSpec;
import com.vmware.vim25.VmfsDatastoreExpandSpec;
import com.vmware.vim25.VmfsDatastoreExtendSpec;
import com.vmware.vim25.VmfsDatastoreOption;
import com.vmware.vim25.VmfsDatastoreSpec;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.storage.PacedVmfsSpec;
import dev.provision.vsphere.newer.storage.PacedVmfsVolume;
import dev.provision.vsphere.newer.storage.UnmappingVmfsSpec;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code HostDatastoreSystem} does with VMFS: it offers ways to make or enlarge a datastore,
 * and takes the one that the client chose. Like a real one it writes over what is on a disk.
 */
public final class VmfsCalls implements ManagedType {
  private static final String TYPE = "HostDatastoreSystem";
  private static final String STORAGE = "Host.Config.Storage";
  private static final String KEY = "com.vmware.esx.hostctl.default";

  /** Where the first partition begins. */
  private static final long START = 2048;

  /** In bytes: 1.3 GB, the smallest VMFS (VMware Configuration Maximums). */
  private static final long SMALLEST = 1_300_000_000L;

  /** In KiB. */
  private static final int SMALL_BLOCK = 64;

  private final World world;
  private final Authorization authorization;

  public VmfsCalls(World world, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .on(TYPE, "QueryAvailableDisksForVmfs", "", this::disks)
        .on(TYPE, "QueryVmfsDatastoreCreateOptions", "", this::createOptions)
        .on(TYPE, "CreateVmfsDatastore", "", this::create)
        .on(TYPE, "QueryVmfsDatastoreExpandOptions", "", this::expandOptions)
        .on(TYPE, "ExpandVmfsDatastore", "", this::expand)
        .on(TYPE, "QueryVmfsDatastoreExtendOptions", "", this::extendOptions)
        .on(TYPE, "ExtendVmfsDatastore", "", this::extend);
  }

  private Managed host(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, STORAGE);
    return host;
  }

  /** Those without a VMFS; one with something else is among them. */
  private Object disks(Invocation in) throws VimFault {
    return Lun.shownBy(world, host(in)).stream()
        .filter(lun -> !Lun.content(world, lun).equals("vmfs"))
        .map(Lun::disk)
        .toArray(HostScsiDisk[]::new);
  }

  private Managed free(Managed host, String devicePath) throws VimFault {
    for (Managed lun : Lun.shownBy(world, host)) {
      if (Lun.devicePath(lun).equals(devicePath) && !Lun.content(world, lun).equals("vmfs")) {
        return lun;
      }
    }
    throw Refuse.with(new NotFound(), "The host has no free disk '" + devicePath + "'.");
  }

  private Object createOptions(Invocation in) throws VimFault {
    Managed lun = free(host(in), in.text("devicePath"));
    Integer version = in.get("vmfsMajorVersion", Integer.class);
    VmfsDatastoreCreateSpec spec = new VmfsDatastoreCreateSpec();
    spec.partition = partition(Lun.bytes(lun));
    spec.vmfs = new PacedVmfsSpec();
    spec.vmfs.extent = Lun.extent(Lun.name(lun));
    spec.vmfs.majorVersion = version == null ? newest() : version;
    spec.vmfs.volumeName = "";
    return new VmfsDatastoreOption[] {option(lun, spec)};
  }

  private int newest() {
    return world.version().isAtLeast("6.5") ? 6 : 5;
  }

  private static VmfsDatastoreOption option(Managed lun, VmfsDatastoreSpec spec) {
    spec.diskUuid = lun.id();
    HostDiskPartitionBlockRange range = HostStorageSystem.range("vmfs", Lun.bytes(lun));
    VmfsDatastoreAllExtentOption info = new VmfsDatastoreAllExtentOption();
    info.layout = new HostDiskPartitionLayout();
    info.layout.partition = new HostDiskPartitionBlockRange[] {range};
    info.vmfsExtent = range;
    VmfsDatastoreOption option = new VmfsDatastoreOption();
    option.info = info;
    option.spec = spec;
    return option;
  }

  private static HostDiskPartitionSpec partition(long bytes) {
    HostDiskPartitionAttributes one = new HostDiskPartitionAttributes();
    one.partition = 1;
    one.startSector = START;
    one.endSector = bytes / Lun.SECTOR - 1;
    one.type = "vmfs";
    one.logical = false;
    HostDiskPartitionSpec spec = new HostDiskPartitionSpec();
    spec.partitionFormat = "gpt";
    spec.totalSectors = bytes / Lun.SECTOR;
    spec.partition = new HostDiskPartitionAttributes[] {one};
    return spec;
  }

  /** In bytes: from the start of the disk, as its sizes are compared. */
  private static long end(HostDiskPartitionSpec spec) throws VimFault {
    if (spec.partition == null || spec.partition.length == 0) {
      throw Refuse.argument("spec.partition", "it has no partition");
    }
    return (spec.partition[0].endSector + 1) * Lun.SECTOR;
  }

  private Managed disk(Managed host, HostScsiDiskPartition extent) throws VimFault {
    for (Managed lun : Lun.shownBy(world, host)) {
      if (Lun.name(lun).equals(extent.diskName)) {
        return lun;
      }
    }
    throw refused("Unable to find the disk " + extent.diskName);
  }

  private Object create(Invocation in) throws VimFault {
    Managed host = host(in);
    VmfsDatastoreCreateSpec spec = in.need("spec", VmfsDatastoreCreateSpec.class);
    String name = Names.checked(spec.vmfs.volumeName);
    int version = spec.vmfs.majorVersion;
    if (version != 5 && version != 6 || version > newest()) {
      throw Refuse.argument("spec.vmfs.majorVersion", "`" + version + "`");
    }
    Managed lun = disk(host, spec.vmfs.extent);
    Managed top = Datacenter.folder(world, host, "datastoreFolder");
    for (Managed each : world.below(top, "Datastore")) {
      if (Datastore.has(each, host) && each.name().equals(name)) {
        throw Refuse.duplicate(name, each.ref());
      }
    }
    if (Lun.content(world, lun).equals("vmfs")) {
      throw refused("Unable to create Filesystem, the disk " + Lun.name(lun) + " is in use");
    }
    long bytes = end(spec.partition);
    if (bytes < SMALLEST) {
      throw refused("Unable to create Filesystem, the partition is smaller than 1.3 GB");
    }
    PacedVmfsVolume volume = Vmfs.volume(world, name, version, Lun.name(lun), bytes);
    if (spec.vmfs instanceof UnmappingVmfsSpec newer) {
      shape(newer, volume);
    }
    Lun.take(world, lun, bytes);
    return Vmfs.add(world, host, volume).ref();
  }

  /** What a VMFS keeps from its birth (vSphere API, HostVmfsSpec). */
  private static void shape(UnmappingVmfsSpec spec, PacedVmfsVolume volume) throws VimFault {
    if (spec.blockSize != null) {
      boolean small = spec.blockSize == SMALL_BLOCK && volume.majorVersion == 6;
      if (spec.blockSize != volume.blockSize && !small) {
        throw Refuse.argument("spec.vmfs.blockSize", "`" + spec.blockSize + "`");
      }
      volume.blockSize = spec.blockSize;
      volume.unmapGranularity = spec.blockSize;
    }
    if (spec.unmapGranularity != null) {
      if (spec.unmapGranularity < 8 || spec.unmapGranularity > volume.blockSize) {
        throw Refuse.argument("spec.vmfs.unmapGranularity", "`" + spec.unmapGranularity + "`");
      }
      volume.unmapGranularity = spec.unmapGranularity;
    }
    volume.unmapPriority = spec.unmapPriority == null ? volume.unmapPriority : spec.unmapPriority;
  }

  private Object expandOptions(Invocation in) throws VimFault {
    Managed host = host(in);
    List<VmfsDatastoreOption> options = new ArrayList<>();
    for (Managed lun : Vmfs.luns(world, vmfs(in, host))) {
      if (Lun.bytes(lun) > Lun.part(lun)) {
        VmfsDatastoreExpandSpec spec = new VmfsDatastoreExpandSpec();
        spec.partition = partition(Lun.bytes(lun));
        spec.extent = Lun.extent(Lun.name(lun));
        options.add(option(lun, spec));
      }
    }
    return options.toArray(VmfsDatastoreOption[]::new);
  }

  private Managed vmfs(Invocation in, Managed host) throws VimFault {
    Managed store = in.object("datastore");
    if (store.get(Datastore.VMFS) == null || !Datastore.isMounted(store, host)) {
      throw Refuse.with(new NotFound(), "The host has no VMFS '" + store.name() + "'.");
    }
    return store;
  }

  private Object expand(Invocation in) throws VimFault {
    Managed host = host(in);
    Managed store = vmfs(in, host);
    VmfsDatastoreExpandSpec spec = in.need("spec", VmfsDatastoreExpandSpec.class);
    Managed lun = disk(host, spec.extent);
    long bytes = end(spec.partition);
    if (!Lun.holders(world, lun).contains(store) || bytes > Lun.bytes(lun)) {
      throw refused("Unable to expand the extent on " + Lun.name(lun));
    }
    grown(store, bytes - Lun.part(lun));
    Lun.take(world, lun, bytes);
    return store.ref();
  }

  private Object extendOptions(Invocation in) throws VimFault {
    Managed host = host(in);
    vmfs(in, host);
    Managed lun = free(host, in.text("devicePath"));
    VmfsDatastoreExtendSpec spec = new VmfsDatastoreExtendSpec();
    spec.partition = partition(Lun.bytes(lun));
    spec.extent = new HostScsiDiskPartition[] {Lun.extent(Lun.name(lun))};
    return new VmfsDatastoreOption[] {option(lun, spec)};
  }

  private Object extend(Invocation in) throws VimFault {
    Managed host = host(in);
    Managed store = vmfs(in, host);
    VmfsDatastoreExtendSpec spec = in.need("spec", VmfsDatastoreExtendSpec.class);
    for (HostScsiDiskPartition extent : spec.extent) {
      Managed lun = disk(host, extent);
      if (Lun.content(world, lun).equals("vmfs")) {
        throw refused("Unable to extend, the disk " + Lun.name(lun) + " is in use");
      }
      long bytes = end(spec.partition);
      Lun.take(world, lun, bytes);
      HostVmfsVolume volume = grown(store, bytes);
      volume.extent = Values.plus(volume.extent, extent, HostScsiDiskPartition.class);
      world.set(store, Datastore.VMFS, volume);
    }
    return store.ref();
  }

  private HostVmfsVolume grown(Managed store, long more) {
    HostVmfsVolume volume = Values.copy(store.get(Datastore.VMFS, HostVmfsVolume.class));
    volume.capacity += more;
    world.set(store, Datastore.VMFS, volume);
    world.set(store, DatastoreContents.CAPACITY, volume.capacity);
    return volume;
  }

  private static VimFault refused(String why) {
    HostConfigFault fault = new HostConfigFault();
    LocalizableMessage message = new LocalizableMessage();
    message.key = KEY;
    message.message = "Operation failed, diagnostics report: " + why;
    fault.faultMessage = new LocalizableMessage[] {message};
    return Refuse.with(fault, "An error occurred during host configuration.");
  }
}
