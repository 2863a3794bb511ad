package dev.provision.modules.volumes;

import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.VolumeFolder;
import java.util.Optional;

/** Whether the datastore of an existing volume has room for its new size or type. */
final class VolumeRoom {
  private VolumeRoom() {}

  /** Empty when it fits, or when the size or the free space is unknown. */
  static Optional<Problem> problem(VolumeDesired desired, VolumeState seen, Inventory inventory) {
    if (seen.size().isEmpty()) {
      return Optional.empty();
    }
    boolean fills = VolumeTyping.change(desired, seen).isPresent();
    boolean isThin = seen.type().filter(type -> type != DiskType.THIN).isEmpty();
    DataSize has = seen.size().get();
    DataSize wanted = desired.size().orElse(has);
    boolean grows = wanted.compareTo(has) > 0;
    if (!fills && !grows) {
      return Optional.empty();
    }
    // a thin volume that only grows counts with its full size, as a new one does
    long more = wanted.bytes() - (fills && isThin ? used(seen) : has.bytes());
    Optional<Item> datastore = inventory.get(seen.home().datastore());
    return datastore
        .flatMap(item -> item.get("summary.freeSpace", Number.class))
        .map(Number::longValue)
        .filter(free -> free < more)
        .map(
            free ->
                new Problem(
                    (grows ? VolumeField.SIZE : VolumeField.TYPE).field(),
                    "it needs "
                        + DataSize.ofMebibytes(more + (1 << 20) - 1 >> 20)
                        + " more on datastore `"
                        + seen.home().datastoreName()
                        + "`, which has "
                        + DataSize.ofMebibytes(free >> 20)
                        + " left"));
  }

  private static long used(VolumeState seen) {
    return seen.folders().stream()
        .filter(each -> each.stage() == VolumeFolder.Stage.WHOLE && each.hasDisk())
        .flatMap(each -> each.used().stream())
        .mapToLong(DataSize::bytes)
        .sum();
  }
}
