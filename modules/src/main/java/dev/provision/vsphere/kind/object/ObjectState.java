package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.Optional;

/**
 * An object as it was found.
 *
 * @param unfinished it still has the name that it is made under, because a run died before it was
 *     marked and renamed
 * @param wanted where it should stand, when it was renamed or moved
 * @param unmarked it has no mark and holds what the environment owns: somebody made it again
 * @param ofHost a single ESXi host has just one, which stands for the environment's own
 */
public record ObjectState(
    Item item,
    InventoryPath path,
    Optional<ObjectMark> mark,
    boolean unfinished,
    Optional<InventoryPath> wanted,
    boolean unmarked,
    boolean ofHost) {

  static ObjectState at(InventoryPath path, Item item, Optional<ObjectMark> mark) {
    return new ObjectState(item, path, mark, isUnfinished(path), Optional.empty(), false, false);
  }

  /** The only one of a single ESXi host. */
  public static ObjectState ofHost(InventoryPath path, Item item) {
    return new ObjectState(item, path, Optional.empty(), false, Optional.empty(), false, true);
  }

  private static boolean isUnfinished(InventoryPath path) {
    return path.name().endsWith(ObjectForm.UNFINISHED);
  }

  /** The same, which stands elsewhere than it should. */
  ObjectState strayedFrom(InventoryPath place) {
    return new ObjectState(item, path, mark, unfinished, Optional.of(place), unmarked, ofHost);
  }

  /** The same, which somebody made again without a mark. */
  ObjectState withoutItsMark() {
    return new ObjectState(item, path, mark, unfinished, wanted, true, ofHost);
  }

  public ManagedObjectReference ref() {
    return item.ref();
  }

  boolean isAdopted() {
    return mark.map(ObjectMark::adopted).orElse(false);
  }

  /** The name that it has when it is finished. */
  String wholeName() {
    String name = path.name();
    return unfinished ? name.substring(0, name.length() - ObjectForm.UNFINISHED.length()) : name;
  }
}
