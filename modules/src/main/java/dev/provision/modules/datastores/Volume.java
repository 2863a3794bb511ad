package dev.provision.modules.datastores;

import com.vmware.vim25.HostScsiDiskPartition;
import com.vmware.vim25.HostVmfsVolume;
import com.vmware.vim25.VmfsDatastoreInfo;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.newer.storage.UnmappingVmfsVolume;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a VMFS datastore is (vSphere API, {@code HostVmfsVolume}).
 *
 * @param luns canonical names of the LUNs that it is on, the first one first
 * @param block the size of its blocks; empty where an old server does not show it
 * @param granularity what it gives back at least; empty where that is not shown
 */
record Volume(
    String uuid,
    List<String> luns,
    int version,
    long capacityBytes,
    Optional<DataSize> block,
    Optional<DataSize> granularity) {
  Volume {
    luns = List.copyOf(luns);
  }

  /** That of a datastore; empty when it is no VMFS or was not read. */
  static Optional<Volume> of(Item datastore) {
    return datastore
        .get("info", Object.class)
        .filter(VmfsDatastoreInfo.class::isInstance)
        .map(info -> ((VmfsDatastoreInfo) info).getVmfs())
        .map(Volume::of);
  }

  static Volume of(HostVmfsVolume vmfs) {
    return new Volume(
        vmfs.getUuid(),
        Arrays.stream(vmfs.getExtent()).map(HostScsiDiskPartition::getDiskName).toList(),
        vmfs.getMajorVersion(),
        vmfs.getCapacity(),
        newer(vmfs).map(newer -> newer.blockSize).map(Volume::kibibytes),
        newer(vmfs).map(newer -> newer.unmapGranularity).map(Volume::kibibytes));
  }

  private static Optional<UnmappingVmfsVolume> newer(HostVmfsVolume vmfs) {
    return vmfs instanceof UnmappingVmfsVolume newer ? Optional.of(newer) : Optional.empty();
  }

  private static DataSize kibibytes(int number) {
    return new DataSize(number * 1024L);
  }

  /** As a snapshot will show a declared one. */
  static VmfsDatastoreInfo planned(VmfsSpec spec, long bytes) {
    HostVmfsVolume vmfs = new HostVmfsVolume();
    vmfs.type = "VMFS";
    vmfs.uuid = "";
    vmfs.capacity = bytes;
    vmfs.majorVersion = spec.version().orElse(0);
    vmfs.extent =
        declared(spec).stream()
            .map(
                lun -> {
                  HostScsiDiskPartition extent = new HostScsiDiskPartition();
                  extent.diskName = lun;
                  return extent;
                })
            .toArray(HostScsiDiskPartition[]::new);
    VmfsDatastoreInfo info = new VmfsDatastoreInfo();
    info.vmfs = vmfs;
    return info;
  }

  /** The LUNs that a declaration names. */
  static List<String> declared(VmfsSpec spec) {
    return Stream.concat(Stream.of(spec.lun()), spec.extents().stream()).distinct().toList();
  }
}
