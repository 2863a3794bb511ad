package dev.provision.modules.folders;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.Optional;

/**
 * A folder as it was found.
 *
 * @param unfinished it still has the name that it is made under, because a run died before it was
 *     marked and renamed
 * @param wanted where it should stand, when it was renamed or moved
 * @param unmarked it has no mark and holds what the environment owns: somebody made it again
 * @param ofHost it is the only one of a single ESXi host, and stands for the environment's own
 */
record FolderState(
    ManagedObjectReference ref,
    InventoryPath path,
    Optional<ObjectMark> mark,
    boolean unfinished,
    Optional<InventoryPath> wanted,
    boolean unmarked,
    boolean ofHost) {

  /** One of a vCenter. */
  FolderState(
      ManagedObjectReference ref,
      InventoryPath path,
      Optional<ObjectMark> mark,
      boolean unfinished) {
    this(ref, path, mark, unfinished, Optional.empty(), false, false);
  }

  /** The only one of a single ESXi host. */
  static FolderState ofHost(ManagedObjectReference ref, InventoryPath path) {
    return new FolderState(ref, path, Optional.empty(), false, Optional.empty(), false, true);
  }

  /** The same, which stands elsewhere than it should. */
  FolderState strayedFrom(InventoryPath place) {
    return new FolderState(ref, path, mark, unfinished, Optional.of(place), unmarked, ofHost);
  }

  /** The same, which somebody made again without a mark. */
  FolderState withoutItsMark() {
    return new FolderState(ref, path, mark, unfinished, wanted, true, ofHost);
  }

  boolean isAdopted() {
    return mark.map(ObjectMark::adopted).orElse(false);
  }
}
