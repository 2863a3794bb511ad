package dev.provision.modules.folders;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.FolderMark;
import dev.provision.vsphere.InventoryPath;
import java.util.Optional;

/**
 * A folder as it was found.
 *
 * @param unfinished it still has the name that it is made under, because a run died before it was
 *     marked and renamed
 * @param ofHost it is the only one of a single ESXi host, and stands for the environment's own
 */
record FolderState(
    ManagedObjectReference ref,
    InventoryPath path,
    Optional<FolderMark> mark,
    boolean unfinished,
    boolean ofHost) {

  /** One of a vCenter. */
  FolderState(
      ManagedObjectReference ref,
      InventoryPath path,
      Optional<FolderMark> mark,
      boolean unfinished) {
    this(ref, path, mark, unfinished, false);
  }

  boolean isAdopted() {
    return mark.map(FolderMark::adopted).orElse(false);
  }
}
