package dev.provision.vsphere.kind.object;

import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Objects;
import java.util.Optional;

/**
 * The place of an object as a playbook gives it.
 *
 * @param text its inventory path, or names below its parent: {@code team/a}
 * @param above its parent, if given by a reference; otherwise the kind knows it
 */
public record ObjectPlace(String text, Optional<InventoryPath> above, Use use) {
  /** How the object may be used. */
  public enum Use {
    /** Created if missing, and then ours. */
    MADE,
    /** Only looked up. */
    EXISTING,
    /** Created if missing; used as it is if it exists and is not ours. */
    NEEDED
  }

  public ObjectPlace {
    Objects.requireNonNull(text);
    Objects.requireNonNull(above);
    Objects.requireNonNull(use);
  }

  /** Whether it is a full path, for which nothing else is needed. */
  public boolean isPath() {
    return above.isEmpty() && InventoryPath.isPath(text);
  }

  /** The path below a parent, unless it is a full path already. */
  public InventoryPath below(InventoryPath top) {
    return InventoryPath.parse(isPath() ? text : top + "/" + text);
  }
}
