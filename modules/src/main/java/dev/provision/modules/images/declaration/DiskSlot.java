package dev.provision.modules.images.declaration;

import dev.provision.modules.images.file.OvfSlot;
import dev.provision.vsphere.exported.DiskAdapter;
import java.util.Arrays;

/**
 * Where a disk hangs.
 *
 * @param bus the number of the controller among those of its sort
 */
public record DiskSlot(DiskAdapter adapter, int bus, int unit) {
  /** The first of one controller, where the disk of an image hangs that has only one. */
  public static DiskSlot first(DiskAdapter adapter) {
    return new DiskSlot(adapter, 0, 0);
  }

  /** As a file describes it. */
  static DiskSlot of(OvfSlot slot) {
    return new DiskSlot(adapter(slot), slot.bus(), slot.unit());
  }

  /** The controller of a disk in a machine that a file describes. */
  static DiskAdapter adapter(OvfSlot slot) {
    return Arrays.stream(DiskAdapter.values())
        .filter(adapter -> adapter.word().equals(slot.controller()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(slot));
  }

  /** The same on another controller. */
  DiskSlot on(DiskAdapter other) {
    return new DiskSlot(other, bus, unit);
  }

  public boolean sharesController(DiskSlot other) {
    return adapter == other.adapter && bus == other.bus;
  }
}
