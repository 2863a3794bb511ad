package dev.provision.modules.images.file;

import java.util.Comparator;

/**
 * Where a disk of an OVF is attached.
 *
 * @param controller one of Glance's words for {@code vmware_adaptertype}, or {@link #SATA}
 * @param bus the number of the controller among those of its type
 */
public record OvfSlot(String controller, int bus, int unit) implements Comparable<OvfSlot> {
  static final String IDE = "ide";
  static final String LSI_LOGIC = "lsiLogic";
  static final String LSI_LOGIC_SAS = "lsiLogicsas";
  static final String BUS_LOGIC = "busLogic";
  static final String PARA_VIRTUAL = "paraVirtual";
  static final String NVME = "nvme";

  /** Glance has no word for it. */
  static final String SATA = "SATA";

  /** In the order of vSphere's device keys, in which the disks of a VM are read. */
  private static final Comparator<OvfSlot> ORDER =
      Comparator.comparingInt((OvfSlot slot) -> rank(slot.controller()))
          .thenComparing(OvfSlot::bus)
          .thenComparing(OvfSlot::unit);

  /**
   * Device keys of IDE controllers begin at 200, of SCSI at 1000, of SATA at 15000, of NVMe at
   * 31000.
   */
  private static int rank(String controller) {
    return switch (controller) {
      case IDE -> 0;
      case SATA -> 2;
      case NVME -> 3;
      default -> 1;
    };
  }

  @Override
  public int compareTo(OvfSlot other) {
    return ORDER.compare(this, other);
  }
}
