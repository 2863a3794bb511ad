package dev.provision.modules.datacenters;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import com.vmware.vim25.DatacenterConfigInfo;
import com.vmware.vim25.DatacenterConfigSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Declaration;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The section {@code datacenters}. */
public final class DatacenterKind extends ObjectKind<DatacenterSpec, DatacenterConfigSpec> {
  private static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activity.of(
                  "to make datacenters",
                  Activity.call("CreateDatacenter", on(On.ROOT, "Datacenter.", "Create")),
                  Activity.call(
                      "ReconfigureDatacenter_Task", on(On.ROOT, "Datacenter.", "Reconfigure")),
                  Activity.call("Rename_Task", on(On.ROOT, "Datacenter.", "Rename")),
                  Activity.call("MoveIntoFolder_Task", on(On.ROOT, "Datacenter.", "Move")),
                  Activity.call("Destroy_Task", on(On.ROOT, "Datacenter.", "Delete")),
                  Activity.call("SetField", on(On.ROOT, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS);

  private static final Row<DatacenterSpec, Item, DatacenterConfigSpec> VERSION =
      FieldRow.of(
          "default_hardware_version",
          "configuration",
          DatacenterSpec::defaultHardwareVersion,
          item ->
              Seen.of(item, "configuration", DatacenterConfigInfo.class)
                  .map(DatacenterConfigInfo::getDefaultHardwareVersionKey),
          (spec, value, seen) -> spec.setDefaultHardwareVersionKey(value));

  private static final ObjectType<DatacenterSpec, DatacenterConfigSpec> TYPE =
      new ObjectType<>(
          new KindInfo(
              "datacenters",
              "datacenter",
              "A datacenter, with its folders for VMs, hosts, datastores and networks.",
              """
              datacenters:
                DC1: {}
              """,
              ObjectType.attributes(
                  List.of(
                      new KindInfo.Attribute(
                          "default_hardware_version", "the version of new VMs, when one is set"))),
              List.of()),
          DatacenterSpec.class,
          "Datacenter",
          ObjectTop.ROOT,
          Rows.sparse(DatacenterConfigSpec::new, List.of(VERSION)),
          ObjectCalls.<DatacenterConfigSpec>made(
                  (above, name, none, write) -> {
                    ManagedObjectReference made =
                        write.call(api -> api.createDatacenter(above, name));
                    // what is made in it next is found in its folders
                    write
                        .read(made, Tree.properties())
                        .properties()
                        .values()
                        .forEach(folder -> write.touched((ManagedObjectReference) folder));
                    return made;
                  })
              .changedAfterwards(
                  (datacenter, spec, write) ->
                      write.task(api -> api.reconfigureDatacenter_Task(datacenter, spec, true))),
          List.of("childEntity"),
          ACTIVITIES,
          "it has one datacenter; leave it out");

  public DatacenterKind() {
    super(TYPE);
  }

  @Override
  public List<Problem> validate(Declaration<DatacenterSpec> datacenter) {
    return datacenter.spec().defaultHardwareVersion().stream()
        .filter(version -> !version.matches("vmx-[0-9]{2}"))
        .map(
            version ->
                new Problem(
                    VERSION.field(),
                    "`" + VERSION.field() + "` must be like vmx-19, not `" + version + "`"))
        .toList();
  }

  @Override
  protected ObjectPlace place(Declaration<DatacenterSpec> datacenter, Resolved references) {
    return ObjectPlace.inFolder(datacenter, datacenter.spec().folder(), references);
  }

  /** One in a folder has that above it in the path. */
  @Override
  public boolean makes(Declaration<DatacenterSpec> datacenter, String place) {
    List<String> names =
        InventoryPath.isPath(place) ? InventoryPath.parse(place).names() : List.of();
    int at = names.indexOf(datacenter.address().name());
    return datacenter.spec().folder().isPresent() ? at > 0 : at == 0;
  }

  @Override
  protected List<Item> planned(InventoryPath path, Item above) {
    Map<String, Object> tops = new TreeMap<>();
    Item datacenter = Place.planned("Datacenter", path, above.ref(), Map.of());
    List<Item> all = new ArrayList<>();
    for (Tree tree : Tree.values()) {
      Map<String, Object> holds = Map.of("childType", tree.childTypes());
      Item top = Place.planned("Folder", path.child(tree.top()), datacenter.ref(), holds);
      tops.put(tree.property(), top.ref());
      all.add(top);
    }
    all.add(Place.planned("Datacenter", path, above.ref(), tops));
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
  protected List<ManagedObjectReference> inside(ManagedObjectReference ref, VsphereWriter write)
      throws ModuleException {
    Item now = write.read(ref, Tree.properties());
    List<ManagedObjectReference> inside = new ArrayList<>();
    for (String top : Tree.properties()) {
      ManagedObjectReference folder =
          now.get(top, ManagedObjectReference.class)
              .orElseThrow(
                  () ->
                      ModuleException.refused(
                          "its " + top + " cannot be read, so nobody knows it is empty"));
      for (ManagedObjectReference each : super.inside(folder, write)) {
        if (counts(each, write)) {
          inside.add(each);
        }
      }
    }
    return inside;
  }

  private boolean counts(ManagedObjectReference ref, VsphereWriter write) throws ModuleException {
    return switch (ref.getType()) {
      case "Network" -> isUsed(write.read(ref, "host", "vm"));
      case "Folder" -> !isOfImages(ref, write) || holds(ref, write);
      default -> true;
    };
  }

  /** The folder of shared images, which stays when they go. */
  private static boolean isOfImages(ManagedObjectReference folder, VsphereWriter write)
      throws ModuleException {
    return write.read(folder, "name").name().equals(ImageCopy.ENVIRONMENT.project());
  }

  private boolean holds(ManagedObjectReference folder, VsphereWriter write) throws ModuleException {
    for (ManagedObjectReference each : super.inside(folder, write)) {
      if (!each.getType().equals("Folder") || holds(each, write)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUsed(Item network) {
    return !network.missing().isEmpty()
        || Stream.of("host", "vm")
            .flatMap(list -> network.get(list, ManagedObjectReference[].class).stream())
            .anyMatch(all -> all.length > 0);
  }
}
