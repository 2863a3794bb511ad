package dev.provision.modules.datastores;

import com.vmware.vim25.HostDiskPartitionInfo;
import com.vmware.vim25.HostFileSystemMountInfo;
import com.vmware.vim25.HostScsiDisk;
import com.vmware.vim25.HostVmfsVolume;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ScsiLun;
import com.vmware.vim25.VmfsDatastoreAllExtentOption;
import com.vmware.vim25.VmfsDatastoreCreateSpec;
import com.vmware.vim25.VmfsDatastoreOption;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.newer.storage.UnmappingVmfsSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a VMFS on a LUN, which has to be blank: {@code VmfsDatastoreAllExtentOption} would write
 * over whatever is there, so the partitions are looked at first.
 */
record NewVolume(VsphereWriter write, HostSystems host, VmfsSpec spec) {
  /** In KiB. */
  static final int LARGE = 1024;

  /** In KiB. */
  static final int SMALL = 64;

  private static final String BLANK = "none";
  private static final String VMFS = "vmfs";
  private static final String VOLUMES = "config.fileSystemVolume.mountInfo";

  ManagedObjectReference make(String name) throws ModuleException {
    HostScsiDisk disk = disk(spec.lun(), name);
    Integer version = spec.version().orElse(null);
    VmfsDatastoreOption[] options =
        write.call(
            api ->
                version == null
                    ? api.queryVmfsDatastoreCreateOptions(host.datastores(), disk.getDevicePath())
                    : api.queryVmfsDatastoreCreateOptions(
                        host.datastores(), disk.getDevicePath(), version));
    VmfsDatastoreCreateSpec create =
        Stream.ofNullable(options)
            .flatMap(Arrays::stream)
            .filter(option -> option.getInfo() instanceof VmfsDatastoreAllExtentOption)
            .map(option -> (VmfsDatastoreCreateSpec) option.getSpec())
            .findFirst()
            .orElseThrow(
                () -> ModuleException.refused("it offers no way to use all of " + lun(disk)));
    create.getVmfs().setVolumeName(name);
    if (spec.blockSize().isPresent() || spec.unmap().flatMap(UnmapSpec::granularity).isPresent()) {
      if (!(create.getVmfs() instanceof UnmappingVmfsSpec newer)) {
        throw ModuleException.refused("it makes no VMFS with blocks of another size");
      }
      spec.blockSize().ifPresent(size -> newer.blockSize = (int) size.kibibytes());
      spec.unmap()
          .flatMap(UnmapSpec::granularity)
          .ifPresent(size -> newer.unmapGranularity = (int) size.kibibytes());
    }
    return write.call(api -> api.createVmfsDatastore(host.datastores(), create));
  }

  /**
   * A LUN that the host may use and that nothing is on. The host looks for it when it does not show
   * it.
   *
   * @param name what the datastore is to be called
   * @throws ModuleException with what is on it, or that the host does not see it
   */
  HostScsiDisk disk(String name, String called) throws ModuleException {
    Optional<HostScsiDisk> disk = available(name);
    if (disk.isEmpty()) {
      write.send(api -> api.rescanAllHba(host.storage()));
      write.send(api -> api.rescanVmfs(host.storage()));
      disk = available(name);
    }
    if (disk.isEmpty()) {
      throw ModuleException.refused(whyNone(name, called));
    }
    String path = disk.get().getDevicePath();
    HostDiskPartitionInfo[] partitions =
        write.call(api -> api.retrieveDiskPartitionInfo(host.storage(), new String[] {path}));
    Optional<String> holds =
        Stream.ofNullable(partitions)
            .flatMap(Arrays::stream)
            .flatMap(each -> Stream.ofNullable(each.getLayout().getPartition()))
            .flatMap(Arrays::stream)
            .map(range -> range.getType())
            .filter(type -> !BLANK.equals(type))
            .findFirst();
    if (holds.filter(VMFS::equals).isPresent()) {
      write.send(api -> api.rescanVmfs(host.storage()));
      throw ModuleException.refused(whyNone(name, called));
    }
    if (holds.isPresent()) {
      throw ModuleException.refused(
          lun(disk.get())
              + " holds a partition of the type "
              + holds.get()
              + ", which would be lost; clear it yourself, or name another one");
    }
    return disk.get();
  }

  private static String lun(ScsiLun disk) {
    return "the LUN `" + disk.getCanonicalName() + "`";
  }

  private Optional<HostScsiDisk> available(String name) throws ModuleException {
    HostScsiDisk[] all = write.call(api -> api.queryAvailableDisksForVmfs(host.datastores(), null));
    return Stream.ofNullable(all)
        .flatMap(Arrays::stream)
        .filter(disk -> name.equals(disk.getCanonicalName()))
        .findFirst();
  }

  private String whyNone(String name, String called) throws ModuleException {
    Item now = write.read(host.host(), VOLUMES, SeenLuns.DEVICES);
    Optional<String> vmfs =
        now.get(VOLUMES, HostFileSystemMountInfo[].class).stream()
            .flatMap(Arrays::stream)
            .map(HostFileSystemMountInfo::getVolume)
            .filter(HostVmfsVolume.class::isInstance)
            .map(HostVmfsVolume.class::cast)
            .filter(volume -> Volume.of(volume).luns().contains(name))
            .map(volume -> EntityName.shown(volume.getName()))
            .findFirst();
    if (vmfs.isPresent()) {
      String wanted =
          called.endsWith(ObjectState.UNFINISHED)
              ? called.substring(0, called.length() - ObjectState.UNFINISHED.length())
              : called;
      return "the LUN `"
          + name
          + "` holds the VMFS `"
          + vmfs.get()
          + "` already, and nothing was written to it; "
          + (vmfs.get().equals(wanted)
              ? "the inventory has it now: `adopt: true` takes it"
              : "declare it under that name with `adopt: true`, or name another LUN");
    }
    boolean shown =
        now.get(SeenLuns.DEVICES, ScsiLun[].class).stream()
            .flatMap(Arrays::stream)
            .anyMatch(lun -> name.equals(lun.getCanonicalName()));
    return shown
        ? "the LUN `"
            + name
            + "` is in use: by a VM as a raw disk, for vSAN, or as a copy of a VMFS, which nobody"
            + " writes over"
        : "it does not see the LUN `" + name + "`; let the storage array show it to the host";
  }
}
