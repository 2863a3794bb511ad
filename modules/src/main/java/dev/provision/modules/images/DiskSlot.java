package dev.provision.modules.images;

import java.util.Comparator;

/**
 * Where a disk hangs.
 *
 * @param bus the number of the controller among those of its sort
 */
record DiskSlot(Adapter adapter, int bus, int unit) implements Comparable<DiskSlot> {
  /** In the order of vSphere's device keys, which is that in which a VM's disks are read. */
  private static final Comparator<DiskSlot> ORDER =
      Comparator.comparingInt((DiskSlot slot) -> rank(slot.adapter()))
          .thenComparing(DiskSlot::bus)
          .thenComparing(DiskSlot::unit);

  /** The first of one controller, where the disk of an image hangs that has only one. */
  static DiskSlot first(Adapter adapter) {
    return new DiskSlot(adapter, 0, 0);
  }

  /** Keys of IDE controllers begin at 200, of SCSI at 1000, of SATA at 15000, of NVMe at 31000. */
  private static int rank(Adapter adapter) {
    return switch (adapter) {
      case IDE -> 0;
      case SATA -> 2;
      case NVME -> 3;
      default -> 1;
    };
  }

  /** The same on another controller. */
  DiskSlot on(Adapter other) {
    return new DiskSlot(other, bus, unit);
  }

  boolean sharesController(DiskSlot other) {
    return adapter == other.adapter && bus == other.bus;
  }

  @Override
  public int compareTo(DiskSlot other) {
    return ORDER.compare(this, other);
  }
}
