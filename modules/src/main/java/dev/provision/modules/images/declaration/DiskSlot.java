package dev.provision.modules.images.declaration;

import dev.provision.modules.images.file.OvfSlot;
import dev.provision.vsphere.exported.DiskAdapter;
import java.util.Arrays;

/**
 * The controller and unit of a disk.
 *
 * @param bus the number of the controller among those of its type
 */
public record DiskSlot(DiskAdapter adapter, int bus, int unit) {
  /** The first slot of a controller, for the disk of an image that has only one. */
  public static DiskSlot first(DiskAdapter adapter) {
    return new DiskSlot(adapter, 0, 0);
  }

  /** The slot that a file describes. */
  static DiskSlot of(OvfSlot slot) {
    return new DiskSlot(adapter(slot), slot.bus(), slot.unit());
  }

  /** The controller type that a file describes. */
  static DiskAdapter adapter(OvfSlot slot) {
    return Arrays.stream(DiskAdapter.values())
        .filter(adapter -> adapter.word().equals(slot.controller()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(slot));
  }

  /** The same slot on another type of controller. */
  DiskSlot on(DiskAdapter other) {
    return new DiskSlot(other, bus, unit);
  }

  public boolean sharesController(DiskSlot other) {
    return adapter == other.adapter && bus == other.bus;
  }
}
