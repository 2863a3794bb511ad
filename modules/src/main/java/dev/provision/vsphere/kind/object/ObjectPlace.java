package dev.provision.vsphere.kind.object;

import dev.provision.spi.Declaration;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The place of an object as a playbook gives it.
 *
 * @param name its inventory path, or names below its parent: {@code team/a}
 * @param above its parent, if given by a reference; otherwise the kind knows it
 */
public record ObjectPlace(PlaceName name, Optional<InventoryPath> above, Use use) {
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
    Objects.requireNonNull(name);
    Objects.requireNonNull(above);
    Objects.requireNonNull(use);
  }

  /**
   * The usual place: by its path, or by its name in the parent that a reference gives.
   *
   * @param path as the playbook gives it; the name of the resource when empty
   * @param existing whether it is only looked up
   */
  public static ObjectPlace of(
      Declaration<?> declaration,
      Optional<PlaceName> path,
      Optional<InventoryPath> above,
      boolean existing) {
    return new ObjectPlace(
        path.orElseGet(() -> PlaceName.called(declaration.address().name())),
        above,
        existing ? Use.EXISTING : Use.MADE);
  }

  /**
   * The place of an object with its own name, in the folder that the playbook names.
   *
   * @param folder in {@code folders}; the usual parent when empty
   */
  public static ObjectPlace inFolder(
      Declaration<?> declaration, Optional<Ref> folder, Resolved references) {
    return of(
        declaration,
        Optional.empty(),
        folder.map(each -> references.get("folders", each.name(), FolderRef.class).path()),
        false);
  }

  /** Whether it is a full path, for which nothing else is needed. */
  public boolean isPath() {
    return above.isEmpty() && name.isPath();
  }

  /**
   * The path below a parent, unless it is a full path already. A path that begins at the
   * datacenter, {@code DC0/vm/team} below {@code /eu/DC0/vm}, is understood too.
   */
  public InventoryPath below(InventoryPath top) {
    List<String> names = name.below(InventoryPath.ROOT).names();
    if (isPath()) {
      return new InventoryPath(names);
    }
    int size = top.names().size();
    boolean fromDatacenter =
        above.isEmpty()
            && size > 1
            && names.size() > 1
            && names.subList(0, 2).equals(top.names().subList(size - 2, size));
    InventoryPath path = top;
    for (String each : fromDatacenter ? names.subList(2, names.size()) : names) {
      path = path.child(each);
    }
    return path;
  }
}
