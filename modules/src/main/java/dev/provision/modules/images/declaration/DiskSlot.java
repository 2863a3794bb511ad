package dev.provision.modules.images.declaration;

import dev.provision.modules.images.file.OvfSlot;

/**
 * Where a disk hangs.
 *
 * @param bus the number of the controller among those of its sort
 */
public record DiskSlot(Adapter adapter, int bus, int unit) {
  /** The first of one controller, where the disk of an image hangs that has only one. */
  public static DiskSlot first(Adapter adapter) {
    return new DiskSlot(adapter, 0, 0);
  }

  /** As a file describes it. */
  static DiskSlot of(OvfSlot slot) {
    return new DiskSlot(Adapter.ofMachine(slot), slot.bus(), slot.unit());
  }

  /** The same on another controller. */
  DiskSlot on(Adapter other) {
    return new DiskSlot(other, bus, unit);
  }

  public boolean sharesController(DiskSlot other) {
    return adapter == other.adapter && bus == other.bus;
  }
}
