package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An object as it was found.
 *
 * @param unfinished it still has its temporary name, because a run died before it marked and
 *     renamed it
 * @param wanted the path it should have, when it was renamed or moved
 * @param unmarked it has no mark and contains what the environment owns: somebody created it again
 * @param ofHost a single ESXi host has only one, which stands for the environment's own
 * @param values of custom attributes
 * @param tags of vCenter
 * @param begun the entry of the journal of one that a run made and did not mark
 */
public record ObjectState(
    Item item,
    InventoryPath path,
    Optional<ObjectMark> mark,
    boolean unfinished,
    Optional<InventoryPath> wanted,
    boolean unmarked,
    boolean ofHost,
    CustomValues.Has values,
    VsphereTags.Has tags,
    Optional<JournalEntry> begun) {

  /** The end of the temporary name of an unfinished object. */
  public static final String UNFINISHED = ObjectForm.UNFINISHED;

  /** Of an object in the snapshot of a plan that marks and renames it first. */
  private static final String FINISHES = "provision.finishes";

  /** Whether the plan still has to mark the object that its snapshot shows. */
  static boolean isToBeFinished(Item item) {
    return item.get(FINISHES, Boolean.class).orElse(false);
  }

  static ObjectState at(
      InventoryPath path,
      Item item,
      Optional<ObjectMark> mark,
      CustomValues.Has values,
      VsphereTags.Has tags) {
    return new ObjectState(
        item,
        path,
        mark,
        isUnfinished(path),
        Optional.empty(),
        false,
        false,
        values,
        tags,
        Optional.empty());
  }

  /** The only object of its kind on a single ESXi host. */
  public static ObjectState ofHost(InventoryPath path, Item item) {
    return new ObjectState(
        item,
        path,
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        true,
        new CustomValues.Has(Optional.empty()),
        VsphereTags.Has.UNREAD,
        Optional.empty());
  }

  private static boolean isUnfinished(InventoryPath path) {
    return path.name().endsWith(ObjectForm.UNFINISHED);
  }

  /** The same object, found at another place than it should be. */
  ObjectState strayedFrom(InventoryPath place) {
    return new ObjectState(
        item, path, mark, unfinished, Optional.of(place), unmarked, ofHost, values, tags, begun);
  }

  /** The same object, created again by somebody without a mark. */
  ObjectState withoutItsMark() {
    return new ObjectState(item, path, mark, unfinished, wanted, true, ofHost, values, tags, begun);
  }

  /** The same object, which a run made and did not mark. */
  ObjectState begunWith(JournalEntry entry) {
    return new ObjectState(
        item, path, mark, unfinished, wanted, unmarked, ofHost, values, tags, Optional.of(entry));
  }

  /** The object as a snapshot will show it at that path. */
  public Item standingAt(InventoryPath where, Item above) {
    Map<String, Object> properties = new HashMap<>(item.properties());
    properties.put("name", EntityName.escaped(where.name()));
    properties.put("parent", above.ref());
    if (unfinished) {
      properties.put(FINISHES, true);
    }
    return new Item(item.ref(), properties, item.missing());
  }

  public ManagedObjectReference ref() {
    return item.ref();
  }

  boolean isAdopted() {
    return mark.map(ObjectMark::adopted).orElse(false);
  }

  /** Its name when it is finished. */
  String wholeName() {
    String name = path.name();
    return unfinished ? name.substring(0, name.length() - ObjectForm.UNFINISHED.length()) : name;
  }
}
