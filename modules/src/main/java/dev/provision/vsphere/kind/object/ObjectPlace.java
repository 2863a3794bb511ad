package dev.provision.vsphere.kind.object;

import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Objects;
import java.util.Optional;

/**
 * How a playbook says where an object stands.
 *
 * @param text its inventory path, or its names below what it stands in: {@code team/a}
 * @param above what it stands in, where that was given by reference; else the kind knows it
 */
public record ObjectPlace(String text, Optional<InventoryPath> above, Use use) {
  /** What is done about it. */
  public enum Use {
    /** Made where it is not there, and then ours. */
    MADE,
    /** Only looked up. */
    EXISTING,
    /** Made where it is not there, and used as it is where somebody else has made it. */
    NEEDED
  }

  public ObjectPlace {
    Objects.requireNonNull(text);
    Objects.requireNonNull(above);
    Objects.requireNonNull(use);
  }

  /** Whether it is a path that nothing else is needed for. */
  public boolean isPath() {
    return above.isEmpty() && InventoryPath.isPath(text);
  }

  /** Its path below a place, unless it is one already. */
  public InventoryPath below(InventoryPath top) {
    return InventoryPath.parse(isPath() ? text : top + "/" + text);
  }
}
