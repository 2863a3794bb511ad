package dev.provision.simulator.storage;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostDiskDimensionsLba;
import com.vmware.vim25.HostDiskPartitionBlockRange;
import com.vmware.vim25.HostDiskPartitionInfo;
import com.vmware.vim25.HostDiskPartitionLayout;
import com.vmware.vim25.HostDiskPartitionSpec;
import com.vmware.vim25.HostFileSystemMountInfo;
import com.vmware.vim25.HostFileSystemVolumeInfo;
import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostNasVolumeUserInfo;
import com.vmware.vim25.HostStorageDeviceInfo;
import com.vmware.vim25.HostVmfsVolume;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.ScsiLun;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.storage.PacedVmfsVolume;
import dev.provision.vsphere.newer.storage.VmfsUnmapBandwidthSpec;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** {@code HostStorageSystem}: the LUNs that a host sees and the VMFS on them. */
public final class HostStorageSystem implements ManagedType {
  private static final String TYPE = "HostStorageSystem";

  /** On a host, its account for Kerberos. */
  static final String USER = "sim.nfsUser";

  private final World world;
  private final Authorization authorization;

  public HostStorageSystem(World world, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ExtensibleManagedObject: fileSystemVolumeInfo multipathStateInfo"
                + " storageDeviceInfo systemFile")
        .derive(TYPE, this::derived)
        .on(TYPE, "RescanAllHba", "", this::rescanAllHba)
        .on(TYPE, "RescanVmfs", "", this::rescanVmfs)
        .on(TYPE, "MountVmfsVolume", "", in -> mount(in, true))
        .on(TYPE, "UnmountVmfsVolume", "", in -> mount(in, false))
        .on(TYPE, "UpdateVmfsUnmapPriority", "", this::priority)
        .on(TYPE, "UpdateVmfsUnmapBandwidth", "", this::bandwidth)
        .on(TYPE, "QueryNFSUser", "", this::user)
        .on(TYPE, "SetNFSUser", "", this::setUser)
        .on(TYPE, "RetrieveDiskPartitionInfo", "System.Read", this::partitions);
  }

  private Object derived(Managed system, String property) {
    Managed host = HostParts.hostOf(world, system);
    return switch (property) {
      case "fileSystemVolumeInfo" -> volumes(world, host);
      case "storageDeviceInfo" -> devices(world, host);
      default -> null;
    };
  }

  /** Its LUNs, for {@code config.storageDevice} too. */
  public static HostStorageDeviceInfo devices(World world, Managed host) {
    HostStorageDeviceInfo info = new HostStorageDeviceInfo();
    info.scsiLun = Lun.shownBy(world, host).stream().map(Lun::disk).toArray(ScsiLun[]::new);
    info.softwareInternetScsiEnabled = false;
    return info;
  }

  /** Its file systems that are known in full, for {@code config.fileSystemVolume} too. */
  public static HostFileSystemVolumeInfo volumes(World world, Managed host) {
    HostFileSystemVolumeInfo info = new HostFileSystemVolumeInfo();
    info.volumeTypeList = new String[] {"VMFS", "NFS", "NFS41"};
    List<HostFileSystemMountInfo> all = new ArrayList<>();
    for (Managed store : world.all("Datastore")) {
      for (DatastoreHostMount mount : store.get("host", DatastoreHostMount[].class)) {
        HostVmfsVolume vmfs = Values.copy(store.get(Datastore.VMFS, HostVmfsVolume.class));
        HostNasVolume nas = Values.copy(store.get(Datastore.NAS, HostNasVolume.class));
        if (Values.isSame(mount.key, host.ref()) && (vmfs != null || nas != null)) {
          HostFileSystemMountInfo each = new HostFileSystemMountInfo();
          each.mountInfo = mount.mountInfo;
          each.volume = vmfs == null ? nas : vmfs;
          each.volume.name = store.name();
          all.add(each);
        }
      }
    }
    info.mountInfo = all.toArray(HostFileSystemMountInfo[]::new);
    return info;
  }

  private Managed host(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Storage");
    return host;
  }

  private Object rescanAllHba(Invocation in) throws VimFault {
    Lun.rescan(world, host(in));
    return null;
  }

  private Object rescanVmfs(Invocation in) throws VimFault {
    Vmfs.rescan(world, host(in));
    return null;
  }

  private Object user(Invocation in) throws VimFault {
    String name = host(in).get(USER, String.class);
    if (name == null) {
      return null;
    }
    HostNasVolumeUserInfo info = new HostNasVolumeUserInfo();
    info.user = name;
    return info;
  }

  private Object setUser(Invocation in) throws VimFault {
    in.text("password");
    world.set(host(in), USER, in.text("user"));
    return null;
  }

  private Object priority(Invocation in) throws VimFault {
    String word = in.text("unmapPriority");
    if (!List.of("none", "low").contains(word)) {
      throw Refuse.argument("unmapPriority", "`" + word + "`");
    }
    return edit(in, vmfs -> vmfs.unmapPriority = word);
  }

  private Object bandwidth(Invocation in) throws VimFault {
    VmfsUnmapBandwidthSpec spec = in.need("unmapBandwidthSpec", VmfsUnmapBandwidthSpec.class);
    return edit(in, vmfs -> vmfs.unmapBandwidthSpec = spec);
  }

  /** VMFS 5 gives nothing back by itself. */
  private Object edit(Invocation in, Consumer<PacedVmfsVolume> edit) throws VimFault {
    Managed store = vmfs(in, host(in));
    PacedVmfsVolume volume =
        (PacedVmfsVolume) Values.copy(store.get(Datastore.VMFS, HostVmfsVolume.class));
    if (volume.majorVersion < 6) {
      throw Refuse.notSupported("it is VMFS " + volume.majorVersion);
    }
    edit.accept(volume);
    world.set(store, Datastore.VMFS, volume);
    return null;
  }

  private Managed vmfs(Invocation in, Managed host) throws VimFault {
    String uuid = in.text("vmfsUuid");
    return Vmfs.find(world, host, uuid)
        .orElseThrow(
            () -> Refuse.with(new NotFound(), "The host has no VMFS volume '" + uuid + "'."));
  }

  private Object mount(Invocation in, boolean wanted) throws VimFault {
    Managed host = host(in);
    Managed store = vmfs(in, host);
    if (Datastore.isMounted(store, host) == wanted) {
      throw Refuse.state("The VMFS volume is " + (wanted ? "mounted" : "unmounted") + " already.");
    }
    if (!wanted) {
      StoreUse.refuseUnmount(world, store, host);
    }
    DatastoreHostMount[] mounts = Values.copy(store.get("host", DatastoreHostMount[].class));
    Arrays.stream(mounts)
        .filter(each -> Values.isSame(each.key, host.ref()))
        .forEach(
            each -> {
              each.mountInfo.mounted = wanted;
              each.mountInfo.accessible = wanted;
            });
    world.set(store, "host", mounts);
    return null;
  }

  /** The partitions that the disks have now. */
  private Object partitions(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    List<HostDiskPartitionInfo> all = new ArrayList<>();
    for (String path : in.need("devicePath", String[].class)) {
      for (Managed lun : Lun.shownBy(world, host)) {
        if (Lun.devicePath(lun).equals(path)) {
          all.add(partitions(lun));
        }
      }
    }
    return all.toArray(HostDiskPartitionInfo[]::new);
  }

  private HostDiskPartitionInfo partitions(Managed lun) {
    HostDiskPartitionInfo info = new HostDiskPartitionInfo();
    info.deviceName = Lun.devicePath(lun);
    info.spec = new HostDiskPartitionSpec();
    info.spec.partitionFormat = "gpt";
    info.layout = new HostDiskPartitionLayout();
    info.layout.partition =
        new HostDiskPartitionBlockRange[] {range(Lun.content(world, lun), Lun.bytes(lun))};
    return info;
  }

  static HostDiskPartitionBlockRange range(String type, long bytes) {
    HostDiskPartitionBlockRange range = new HostDiskPartitionBlockRange();
    range.partition = type.equals("none") ? null : 1;
    range.type = type;
    range.start = lba(2048);
    range.end = lba(bytes / Lun.SECTOR - 1);
    return range;
  }

  static HostDiskDimensionsLba lba(long block) {
    HostDiskDimensionsLba lba = new HostDiskDimensionsLba();
    lba.blockSize = Lun.SECTOR;
    lba.block = block;
    return lba;
  }
}
