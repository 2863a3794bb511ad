package dev.provision.modules.images;

/**
 * Where a disk hangs.
 *
 * @param bus the number of the controller among those of its sort
 */
record DiskSlot(Adapter adapter, int bus, int unit) {
  /** The first of one controller, where the disk of an image hangs that has only one. */
  static DiskSlot first(Adapter adapter) {
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

  boolean sharesController(DiskSlot other) {
    return adapter == other.adapter && bus == other.bus;
  }
}
