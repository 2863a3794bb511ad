package dev.provision.modules.datacenters;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Declaration;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The section {@code datacenters}. */
public final class DatacenterKind extends ObjectKind<DatacenterSpec, Object> {
  private static final KindInfo INFO =
      new KindInfo(
          "datacenters",
          "datacenter",
          "A datacenter, with its folders for VMs, hosts, datastores and networks.",
          """
          datacenters:
            DC1: {}
          """,
          List.of(
              new KindInfo.Attribute("path", "its inventory path"),
              new KindInfo.Attribute("id", "its managed object id")),
          List.of());

  /**
   * The tops of its trees and what may stand in them ({@code Folder.childType}). They come with it;
   * their names may be others, so the properties lead to them.
   */
  private enum Tree {
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

    String property() {
      return top + "Folder";
    }
  }

  static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activity.of(
                  "to make datacenters",
                  Activity.call("CreateDatacenter", on(On.ROOT, "Datacenter.", "Create")),
                  Activity.call("Rename_Task", on(On.ROOT, "Datacenter.", "Rename")),
                  Activity.call("MoveIntoFolder_Task", on(On.ROOT, "Datacenter.", "Move")),
                  Activity.call("Destroy_Task", on(On.ROOT, "Datacenter.", "Delete")),
                  Activity.call("SetField", on(On.ROOT, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS);

  public DatacenterKind() {
    super(INFO, DatacenterSpec.class, "Datacenter", Rows.sparse(Object::new, List.of()));
  }

  @Override
  public Set<Activity> activities() {
    return ACTIVITIES;
  }

  @Override
  protected ObjectPlace place(Declaration<DatacenterSpec> declaration, Resolved references) {
    return new ObjectPlace(
        EntityName.escaped(declaration.address().name()),
        declaration
            .spec()
            .folder()
            .map(folder -> references.get("folders", folder.name(), FolderRef.class).path()),
        ObjectPlace.Use.MADE);
  }

  @Override
  protected Optional<InventoryPath> top(ObjectDesired<DatacenterSpec> desired, Inventory read) {
    return Optional.of(InventoryPath.ROOT);
  }

  @Override
  protected InventoryPath expectedTop(VcenterSpec vcenter) {
    return InventoryPath.ROOT;
  }

  @Override
  protected String nowhere(ObjectDesired<DatacenterSpec> desired) {
    throw new IllegalStateException("a datacenter always has a place");
  }

  @Override
  protected String above() {
    return "folder";
  }

  @Override
  protected String whyNotOnHost() {
    return "it has one datacenter; leave it out";
  }

  @Override
  protected List<Item> planned(InventoryPath path, Item above) {
    Map<String, Object> tops = new TreeMap<>();
    Item datacenter = Place.planned(type(), path, above.ref(), Map.of());
    List<Item> all = new ArrayList<>();
    for (Tree tree : Tree.values()) {
      Item top =
          Place.planned(
              "Folder",
              path.child(tree.top),
              datacenter.ref(),
              Map.of("childType", tree.holds.clone()));
      tops.put(tree.property(), top.ref());
      all.add(top);
    }
    all.add(Place.planned(type(), path, above.ref(), tops));
    return all;
  }

  /**
   * What stands at the tops of its trees. A network that no host has is nobody's: a server keeps
   * one for as long as a host or VM is on it, and vcsim makes one with each datacenter.
   */
  @Override
  protected Stream<Item> contents(Item item, Inventory read) {
    Set<ManagedObjectReference> networks =
        read.all("HostSystem").stream()
            .flatMap(host -> host.get("network", ManagedObjectReference[].class).stream())
            .flatMap(Stream::of)
            .collect(Collectors.toSet());
    return super.contents(item, read)
        .flatMap(top -> super.contents(top, read))
        .filter(each -> !each.type().equals("Network") || networks.contains(each.ref()));
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return path;
  }

  @Override
  protected ManagedObjectReference make(
      ManagedObjectReference above, String name, Object with, VsphereWriter write)
      throws ModuleException {
    return write.call(api -> api.createDatacenter(above, name));
  }

  @Override
  protected void change(ManagedObjectReference ref, Object with, VsphereWriter write) {
    throw new IllegalStateException("a datacenter has no rows");
  }

  @Override
  protected List<String> holding() {
    return List.of("childEntity");
  }

  @Override
  protected List<ManagedObjectReference> inside(ManagedObjectReference ref, VsphereWriter write)
      throws ModuleException {
    String[] tops = Stream.of(Tree.values()).map(Tree::property).toArray(String[]::new);
    Item now = write.read(ref, tops);
    List<ManagedObjectReference> inside = new ArrayList<>();
    for (String top : tops) {
      ManagedObjectReference folder =
          now.get(top, ManagedObjectReference.class)
              .orElseThrow(
                  () ->
                      ModuleException.refused(
                          "its " + top + " cannot be read, so nobody knows it is empty"));
      for (ManagedObjectReference each : super.inside(folder, write)) {
        if (!each.getType().equals("Network") || isUsed(write.read(each, "host", "vm"))) {
          inside.add(each);
        }
      }
    }
    return inside;
  }

  private static boolean isUsed(Item network) {
    return !network.missing().isEmpty()
        || Stream.of("host", "vm")
            .flatMap(list -> network.get(list, ManagedObjectReference[].class).stream())
            .anyMatch(all -> all.length > 0);
  }
}
