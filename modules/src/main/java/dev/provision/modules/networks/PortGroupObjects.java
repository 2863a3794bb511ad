package dev.provision.modules.networks;

import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PortGroups;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.kind.object.UsedPorts;
import dev.provision.vsphere.places.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Distributed port groups as objects of the inventory. One is made on its switch, by a call of its
 * own, and stands beside it in the tree. Its spec names the switch by its path.
 */
final class PortGroupObjects extends ObjectKind<NetworkSpec, PortGroupDraft> {
  static final String TYPE = "DistributedVirtualPortgroup";

  /** Read for every VM that the environment owns. */
  private static final String DEVICES = "config.hardware.device";

  PortGroupObjects(KindInfo info) {
    super(
        new ObjectType<>(
            info,
            NetworkSpec.class,
            TYPE,
            ObjectTop.of(Tree.NETWORK),
            PortGroupRows.all(),
            ObjectCalls.<PortGroupDraft>made(
                    (dvs, name, draft, write) -> {
                      draft.spec().setName(name);
                      NetworkPools.keyed(draft.spec(), dvs, write);
                      return add(dvs, draft.spec(), write);
                    })
                .changed(
                    (group, draft, write) -> {
                      NetworkPools.keyedOf(draft.spec(), group, write);
                      write.task(api -> api.reconfigureDVPortgroup_Task(group, draft.spec()));
                    }),
            List.of("vm"),
            Activities.set(PortGroupActivity.KEEPING, Activities.MARKS),
            "it has no distributed port groups of its own; leave it out"));
  }

  /** The call returns nothing, so the new one is found by its name, which only we use. */
  private static ManagedObjectReference add(
      ManagedObjectReference dvs, DVPortgroupConfigSpec spec, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.task(api -> api.addDVPortgroup_Task(dvs, new DVPortgroupConfigSpec[] {spec}));
    ManagedObjectReference[] groups =
        write
            .read(dvs, "portgroup")
            .get("portgroup", ManagedObjectReference[].class)
            .orElse(new ManagedObjectReference[0]);
    return write.readAll(Arrays.asList(groups), "name").stream()
        .filter(group -> group.name().equals(spec.getName()))
        .map(Item::ref)
        .findFirst()
        .orElseThrow(() -> ModuleException.refused("the new port group cannot be read"));
  }

  private static InventoryPath switchPath(NetworkSpec spec) {
    return InventoryPath.parse(spec.switchName().map(Ref::name).orElseThrow());
  }

  @Override
  protected ObjectPlace place(Declaration<NetworkSpec> declaration, Resolved references) {
    return ObjectPlace.of(
        declaration,
        declaration.spec().portGroup(),
        Optional.of(switchPath(declaration.spec()).parent()),
        false);
  }

  @Override
  protected InventoryPath holder(ObjectDesired<NetworkSpec> desired, InventoryPath path) {
    return switchPath(desired.spec());
  }

  @Override
  protected String making(ObjectDesired<NetworkSpec> desired) {
    return "AddDVPortgroup";
  }

  /** Back beside its switch. */
  @Override
  protected void move(
      ObjectDesired<NetworkSpec> desired,
      ObjectState seen,
      ManagedObjectReference dvs,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    ManagedObjectReference folder =
        write
            .read(dvs, "parent")
            .parent()
            .orElseThrow(() -> ModuleException.refused("the folder of its switch cannot be read"));
    super.move(desired, seen, folder, write);
  }

  /** Beside its switch. */
  @Override
  protected List<Item> planned(
      ObjectDesired<NetworkSpec> desired, InventoryPath path, Item dvs, Inventory read) {
    return dvs.parent().stream()
        .map(folder -> Place.planned(TYPE, path, folder, Map.of(PortGroups.SWITCH, dvs.ref())))
        .toList();
  }

  @Override
  protected List<Item> standing(
      ObjectDesired<NetworkSpec> desired, ObjectState seen, InventoryPath path, Item dvs) {
    return List.of();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        TYPE,
        Set.of("customValue", "key", PortGroups.SWITCH, PortGroups.TAGS),
        "Datacenter",
        Set.of(Tree.NETWORK.property()));
  }

  /** With the name of its network resource pool. */
  @Override
  protected Item seen(Item group, Inventory read) {
    return NetworkPools.named(group, read);
  }

  @Override
  protected boolean isOne(Item item) {
    return super.isOne(item) && !PortGroups.isUplink(item);
  }

  /** The VMs that are connected to it, of those whose devices were read. */
  @Override
  protected Stream<Item> contents(Item group, Inventory read) {
    Optional<String> key = group.get("key", String.class);
    return read.all("VirtualMachine").stream()
        .filter(
            vm ->
                Stream.of(vm.get(DEVICES, VirtualDevice[].class).orElse(new VirtualDevice[0]))
                    .anyMatch(device -> key.isPresent() && isOn(device, key.get())));
  }

  private static boolean isOn(VirtualDevice device, String key) {
    return device.getBacking() instanceof VirtualEthernetCardDistributedVirtualPortBackingInfo to
        && to.getPort() != null
        && key.equals(to.getPort().getPortgroupKey());
  }

  /**
   * Nothing.
   *
   * @throws ModuleException when something is connected to one of its ports, by the names
   */
  @Override
  protected List<ManagedObjectReference> inside(ManagedObjectReference group, VsphereWriter write)
      throws ModuleException {
    super.inside(group, write);
    Item now = write.read(group, "key", PortGroups.SWITCH);
    Set<String> users =
        UsedPorts.of(
            PortGroups.switchOf(now).orElseThrow(),
            now.get("key", String.class).orElse(group.getVal()),
            write);
    if (!users.isEmpty()) {
      throw ModuleException.refused("it still has " + String.join(", ", users));
    }
    return List.of();
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return path;
  }

  /** To change what ports may override. */
  @Override
  protected List<Right> alsoNeeds(
      Optional<ObjectDesired<NetworkSpec>> desired,
      Optional<ObjectState> seen,
      List<Change> changes) {
    boolean overrides =
        seen.isPresent()
            ? changes.stream().anyMatch(each -> each.field().startsWith(PortOverrides.FIELD))
            : desired.filter(each -> each.spec().portOverrides().isPresent()).isPresent();
    return overrides
        ? List.of(
            new Right(
                "DVPortgroup.PolicyOp",
                seen.map(state -> state.path().toString())
                    .orElseGet(() -> switchPath(desired.orElseThrow().spec()).toString()),
                "ReconfigureDVPortgroup_Task"))
        : List.of();
  }

  /** The addresses of the environment's instances that are connected to it. */
  Set<Address> users(Item group, Inventory read) {
    Set<Address> users = new TreeSet<>();
    contents(group, read)
        .filter(vm -> !Marks.of(vm, Marks.ADDRESS).isEmpty())
        .forEach(vm -> users.add(Address.parse(Marks.of(vm, Marks.ADDRESS))));
    return users;
  }
}
