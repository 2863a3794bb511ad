package dev.provision.modules.switches;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.vsphere.exported.SwitchRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PortGroups;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.kind.object.UsedPorts;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.places.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Distributed switches as objects of the inventory, without their members. The uplink port group of
 * a switch is a part of it.
 */
final class SwitchObjects extends ObjectKind<SwitchSpec, SwitchDraft> {
  static final String TYPE = "DistributedVirtualSwitch";

  static final KindInfo INFO =
      new KindInfo(
          "switches",
          "switch",
          "A distributed switch and its member hosts, or a standard switch of some hosts.",
          """
          switches:
            dvs1:
              uplinks: [uplink1, uplink2]
              discovery: {protocol: lldp, operation: both}
          """,
          ObjectType.attributes(
              List.of(
                  new KindInfo.Attribute("version", "its version"),
                  new KindInfo.Attribute("uplinks", "the names of its uplinks"),
                  new KindInfo.Attribute("mtu", "its largest frame"))),
          List.of());

  private static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activity.of(
                  "to keep distributed switches",
                  Activity.call("CreateDVS_Task", on(On.DATACENTER, "DVSwitch.", "Create")),
                  Activity.call(
                      "ReconfigureDvs_Task, UpdateDVSLacpGroupConfig_Task,"
                          + " UpdateDVSHealthCheckConfig_Task,"
                          + " PerformDvsProductSpecOperation_Task, Rename_Task",
                      on(On.DATACENTER, "DVSwitch.", "Modify")),
                  Activity.call(
                      "EnableNetworkResourceManagement,"
                          + " DvsReconfigureVmVnicNetworkResourcePool_Task, and the reconfiguration"
                          + " of classes of traffic",
                      on(On.DATACENTER, "DVSwitch.", "ResourceManagement")),
                  Activity.call(
                      "the reconfiguration of hosts, on each of them too",
                      on(On.DATACENTER, "DVSwitch.", "HostOp"),
                      on(On.CLUSTER, "Host.Config.", "Network")),
                  Activity.call("MoveIntoFolder_Task", on(On.DATACENTER, "DVSwitch.", "Move")),
                  Activity.call("Destroy_Task", on(On.DATACENTER, "DVSwitch.", "Delete")),
                  Activity.call("SetField", on(On.DATACENTER, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS,
          Activities.JOURNAL);

  SwitchObjects() {
    super(
        new ObjectType<>(
            INFO,
            SwitchSpec.class,
            TYPE,
            ObjectTop.of(Tree.NETWORK),
            SwitchRows.all(),
            SwitchCalls.all(),
            List.of("portgroup"),
            ACTIVITIES,
            "it is on one only as a member, which its vCenter keeps; leave it out"));
  }

  @Override
  protected ObjectPlace place(Declaration<SwitchSpec> declaration, Resolved references) {
    SwitchSpec spec = declaration.spec();
    return spec.existing()
        ? ObjectPlace.of(declaration, spec.path(), Optional.empty(), true)
        : ObjectPlace.inFolder(declaration, spec.folder(), references);
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        TYPE,
        Set.of("customValue"),
        "Datacenter",
        Set.of(Tree.NETWORK.property()),
        "Folder",
        Set.of("customValue"),
        "DistributedVirtualPortgroup",
        Set.of("customValue", PortGroups.SWITCH, PortGroups.TAGS));
  }

  /** Those with one value; entries of lists have rows of their own. */
  @Override
  public List<String> rowFields() {
    return SwitchRows.all().rows().stream()
        .filter(FieldRow.class::isInstance)
        .map(Row::field)
        .toList();
  }

  @Override
  protected boolean isOne(Item item) {
    return ManagedTypes.withSubtypes(TYPE).contains(item.type());
  }

  /** It has its own name from the start, after which the server names its uplink port group. */
  @Override
  protected boolean isRenamed() {
    return false;
  }

  @Override
  protected SwitchRef.Distributed exported(InventoryPath path, Optional<ObjectState> seen) {
    return new SwitchRef.Distributed(
        path,
        seen.map(state -> Place.of(state.ref())).orElseGet(() -> new Place.Planned(path)),
        Set.of(),
        Map.of(),
        Set.of(),
        Set.of());
  }

  /** To change Network I/O Control. */
  @Override
  protected List<Right> alsoNeeds(
      Optional<ObjectDesired<SwitchSpec>> desired,
      Optional<ObjectState> seen,
      List<Change> changes) {
    boolean changed =
        seen.isPresent()
            ? changes.stream().anyMatch(each -> each.field().startsWith("nioc."))
            : desired.filter(each -> each.spec().nioc().isPresent()).isPresent();
    Optional<InventoryPath> on =
        seen.map(ObjectState::path)
            .or(() -> desired.flatMap(ObjectDesired::path).map(InventoryPath::parent));
    return on.filter(path -> changed).stream()
        .map(
            path ->
                new Right(
                    "DVSwitch.ResourceManagement",
                    path.toString(),
                    "EnableNetworkResourceManagement"))
        .toList();
  }

  /** Its port groups, which are beside it in the tree. */
  @Override
  protected Stream<Item> contents(Item dvs, Inventory read) {
    return read.all("DistributedVirtualPortgroup").stream()
        .filter(group -> PortGroups.switchOf(group).filter(dvs.ref()::equals).isPresent())
        .filter(group -> !PortGroups.isUplink(group));
  }

  /**
   * Its port groups without that of its uplinks.
   *
   * @throws ModuleException also when something is connected to one of its ports, by the names
   */
  @Override
  protected List<ManagedObjectReference> inside(ManagedObjectReference dvs, VsphereWriter write)
      throws ModuleException {
    List<Item> groups = write.readAll(super.inside(dvs, write), "name", PortGroups.TAGS);
    Set<String> held = new TreeSet<>();
    groups.stream()
        .filter(group -> !PortGroups.isUplink(group))
        .forEach(group -> held.add("port group `" + group.shown() + "`"));
    held.addAll(UsedPorts.of(dvs, write));
    if (!held.isEmpty()) {
      throw ModuleException.refused("it still has " + String.join(", ", held));
    }
    return List.of();
  }

  /** Its hosts leave it first; a server refuses for one whose machines or adapters use it. */
  @Override
  protected Optional<ObjectCalls.Destroy> gentlyDestroyed(ObjectState seen) {
    return Optional.of(
        (dvs, write) -> {
          new MemberWrites(dvs, write).leaveAll();
          write.task(api -> api.destroy_Task(dvs));
        });
  }
}
