package dev.provision.modules.datastores;

import com.vmware.vim25.HostDiskDimensionsLba;
import com.vmware.vim25.HostScsiDisk;
import com.vmware.vim25.ScsiLun;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The LUNs that hosts of a snapshot show, and how large they are. A host shows a new or larger one
 * only after it has looked again.
 *
 * @param bytes by canonical name
 */
record SeenLuns(Map<String, Long> bytes) {
  /** Of a host; a disconnected one shows none. */
  static final String DEVICES = "config.storageDevice.scsiLun";

  static SeenLuns read(Inventory read) {
    Map<String, Long> bytes = new TreeMap<>();
    for (Item host : read.all("HostSystem")) {
      host.get(DEVICES, ScsiLun[].class).stream()
          .flatMap(Arrays::stream)
          .filter(HostScsiDisk.class::isInstance)
          .forEach(
              disk ->
                  bytes.merge(
                      disk.getCanonicalName(),
                      bytes(((HostScsiDisk) disk).getCapacity()),
                      Math::max));
    }
    return new SeenLuns(bytes);
  }

  static long bytes(HostDiskDimensionsLba size) {
    return size.getBlockSize() * size.getBlock();
  }

  /** All of these together; empty when one of them is unknown. */
  Optional<Long> all(List<String> luns) {
    return luns.stream().allMatch(bytes::containsKey)
        ? Optional.of(luns.stream().mapToLong(bytes::get).sum())
        : Optional.empty();
  }
}
