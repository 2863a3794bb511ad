package dev.provision.simulator.copy;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.Copying;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.StoragePolicies;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.PropertyPath;
import dev.provision.simulator.world.World;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.capture.Capture;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Makes the world that a capture says: the same objects with the same ids, hosts and datastores as
 * full as they were. What hosts and datastores hold besides the captured VMs is one lump that
 * nothing removes.
 */
public final class InventoryCopy {
  private final World world;
  private final DatastoreContents files;
  private final StoragePolicies known;
  private final Map<String, Copying> types;
  private final Map<ManagedObjectReference, Item> items = new LinkedHashMap<>();
  private final List<Item> searches = new ArrayList<>();
  private final List<Item> policies = new ArrayList<>();

  /** What is copied now, for the message when it cannot be. */
  private String current = "objects";

  private InventoryCopy(
      World world,
      DatastoreContents files,
      StoragePolicies known,
      Map<String, Copying> types,
      Capture capture) {
    this.types = types;
    this.world = world;
    this.files = files;
    this.known = known;
    for (Item item : capture.items()) {
      if (types.containsKey(item.type())) {
        items.put(item.ref(), item);
      } else if (CopiedVolumes.isSearch(item)) {
        searches.add(item);
      } else if (CopiedPolicies.isOf(item)) {
        policies.add(item);
      }
    }
  }

  /**
   * Fills an empty world.
   *
   * @param types how the objects of each type are copied; others are left out
   * @throws ModuleException when the capture has no root folder
   */
  public static void fill(
      World world,
      DatastoreContents files,
      StoragePolicies known,
      Map<String, Copying> types,
      Capture capture)
      throws ModuleException {
    world.lock().lock();
    InventoryCopy copy = new InventoryCopy(world, files, known, types, capture);
    try {
      copy.fill();
    } catch (NoSuchElementException
        | NullPointerException
        | ClassCastException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | ArrayStoreException
        | ArithmeticException e) {
      // a file that was edited, or an account that may not read everything
      throw new ModuleException(
          ModuleException.Kind.REFUSED,
          "the capture lacks what a copy of its " + copy.current + " needs",
          e);
    } finally {
      world.lock().unlock();
    }
  }

  private void fill() throws ModuleException {
    if (!items.containsKey(Folder.root(world).ref())) {
      throw ModuleException.refused(
          "the capture has no root folder `"
              + Folder.root(world).id()
              + "`, so it is none of ours");
    }
    long highest = 0;
    for (Item item : items.values()) {
      current = item.type() + " `" + item.ref().val + "`";
      String id = item.ref().val;
      if (world.get(id).isEmpty()) {
        world.addAs(item.type(), id);
      }
      highest = Math.max(highest, number(id));
    }
    // what is made from now on must not take an id that is there
    world.counters(new long[] {highest + 1, 0});
    for (Item item : items.values()) {
      current = item.type() + " `" + item.ref().val + "`";
      Managed object = world.need(item.ref());
      Copied from = new CopiedItem(world, object, item, items);
      from.keep("name", "permission");
      if (item.parent().filter(items::containsKey).isPresent()) {
        from.keep("parent");
      }
      types.get(item.type()).fill(object, from);
      marks(object, item);
      rows(object, item);
    }
    for (Item item : items.values()) {
      current = item.type() + " `" + item.ref().val + "`";
      Managed object = world.need(item.ref());
      types.get(item.type()).complete(object, new CopiedItem(world, object, item, items));
    }
    current = "datastores";
    CopiedRoom room = new CopiedRoom(world, files, items);
    searches.forEach(new CopiedVolumes(files)::fill);
    known.set(List.of());
    policies.forEach(new CopiedPolicies(world, known)::fill);
    world.all("Datastore").forEach(each -> room.fill(each, items.get(each.ref())));
    world.all("HostSystem").forEach(each -> room.occupy(each, items.get(each.ref())));
  }

  /** The digits at the end of an id: {@code vm-1042}. */
  private static long number(String id) {
    String digits = id.replaceFirst("^.*?([0-9]{0,15})$", "$1");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private void marks(Managed object, Item item) {
    Object marks = item.properties().get("customValue");
    if (marks != null) {
      world.set(object, "customValue", marks);
      world.set(object, "value", marks);
    }
  }

  /** Puts the captured properties that kinds compare over what was made up. */
  private void rows(Managed object, Item item) {
    item.properties()
        .forEach(
            (path, value) -> {
              if (path.contains(".")) {
                PropertyPath.put(world, object, path, value);
              }
            });
  }
}
