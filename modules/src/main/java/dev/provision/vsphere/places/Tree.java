package dev.provision.vsphere.places;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The four trees of a datacenter, whose top folders a server creates with it. People may rename
 * these, so find them by the properties of the datacenter; the names here are for datacenters that
 * do not exist yet.
 */
public enum Tree {
  VM("vm", "Folder", "VirtualMachine", "VirtualApp"),
  HOST("host", "Folder", "ComputeResource"),
  DATASTORE("datastore", "Folder", "Datastore", "StoragePod"),
  NETWORK("network", "Folder", "Network", "DistributedVirtualSwitch");

  private final String top;
  private final String[] holds;

  Tree(String top, String... holds) {
    this.top = top;
    this.holds = holds;
  }

  /** The name that a new datacenter's top folder has. */
  public String top() {
    return top;
  }

  /** The property of {@code Datacenter} with the top folder, {@code vmFolder}. */
  public String property() {
    return top + "Folder";
  }

  /** The properties of all trees. */
  public static String[] properties() {
    return Stream.of(values()).map(Tree::property).toArray(String[]::new);
  }

  /** What its folders can hold ({@code Folder.childType}). */
  public String[] childTypes() {
    return holds.clone();
  }

  /** The datacenter of a connection, or the only one. */
  public static Optional<Item> datacenter(VcenterSpec vcenter, Inventory read) {
    Collection<Item> datacenters = read.all("Datacenter");
    return vcenter.datacenter().isEmpty()
        ? datacenters.stream().filter(dc -> datacenters.size() == 1).findAny()
        : read.at(vcenter.below(read));
  }

  /** The top folder in the datacenter of a connection, or in the only datacenter. */
  public Optional<InventoryPath> of(VcenterSpec vcenter, Inventory read) {
    return datacenter(vcenter, read)
        .flatMap(dc -> dc.get(property(), ManagedObjectReference.class))
        .filter(folder -> read.get(folder).isPresent())
        .map(read::path);
  }

  /**
   * The folder of this tree that the connection's {@code folder} names; empty when none is called
   * so. The text is read as a name before it is read as a path: a name may have slashes.
   */
  public Optional<InventoryPath> named(VcenterSpec vcenter, Inventory read) {
    return vcenter.folder().stream()
        .map(PlaceName::text)
        .flatMap(text -> Stream.of(text, EntityName.shown(text)))
        .flatMap(name -> of(vcenter, read).map(tree -> tree.child(name)).stream())
        .filter(path -> read.at(path).filter(this::has).isPresent())
        .findFirst();
  }

  /** A folder that is to be made in another one: it can hold what that one can hold. */
  public static Item planned(InventoryPath path, Item above) {
    Map<String, Object> holds = new HashMap<>();
    above.get("childType", String[].class).ifPresent(types -> holds.put("childType", types));
    return Place.planned("Folder", path, above.ref(), holds);
  }

  /** The top folder in a datacenter; empty when the account may not read it. */
  public Optional<Item> top(Item datacenter, Inventory read) {
    return datacenter.get(property(), ManagedObjectReference.class).flatMap(read::get);
  }

  /** Whether this is a folder of the tree; true when its {@code childType} was not read. */
  public boolean has(Item item) {
    return item.type().equals("Folder")
        && item.get("childType", String[].class)
            .map(types -> Arrays.asList(types).contains(holds[1]))
            .orElse(true);
  }

  /** Whether a folder that does not exist yet will be in the tree. */
  public boolean has(InventoryPath path) {
    InventoryPath at = path;
    while (at.names().size() > 1 && !isTop(at)) {
      at = at.parent();
    }
    return at.name().equals(top);
  }

  /**
   * The path of the folder above a folder, as the playbook writes it; empty when that is the top of
   * a tree, or the root.
   *
   * @param place an inventory path, or names below the top of a tree: {@code team/a}
   */
  public static Optional<String> folderAbove(PlaceName place) {
    InventoryPath path = place.below(InventoryPath.ROOT);
    InventoryPath above = path.parent();
    // names may begin with the datacenter: DC0/vm/team is the same as /DC0/vm/team
    boolean top = isTop(above) && (place.isPath() || above.name().equals(VM.top));
    if (path.names().size() < 2 || top) {
      return Optional.empty();
    }
    return Optional.of(place.isPath() ? above.toString() : above.toString().substring(1));
  }

  private static boolean isTop(InventoryPath path) {
    return path.names().size() >= 2
        && Stream.of(values()).anyMatch(tree -> tree.top.equals(path.name()));
  }
}
