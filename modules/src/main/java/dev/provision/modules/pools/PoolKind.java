package dev.provision.modules.pools;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.SharesLevel;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.LookedUp;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
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
import dev.provision.vsphere.places.Clusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code resource_pools}. A name that is not declared stands for a pool, or for the
 * root pool of a cluster or host, that exists.
 */
public final class PoolKind extends ObjectKind<PoolSpec, ResourceConfigSpec>
    implements LookedUp<PoolSpec, ObjectDesired<PoolSpec>, ObjectState, Inventory, VsphereWriter>,
        Implied<PoolSpec, ObjectDesired<PoolSpec>, ObjectState, Inventory, VsphereWriter> {
  private static final KindInfo INFO =
      new KindInfo(
          "resource_pools",
          "resource_pool",
          "A resource pool in a cluster, in a host or in another pool.",
          """
          resource_pools:
            gold:
              cpu: {shares: high, reservation: 2 GHz}
              memory: {limit: 8 GiB}
          """,
          List.of(
              new KindInfo.Attribute("path", "its inventory path"),
              new KindInfo.Attribute("id", "its managed object id"),
              new KindInfo.Attribute("cpu", "its shares, reservation, limit and expandable"),
              new KindInfo.Attribute("memory", "the same for memory")),
          List.of());

  /** {@code changeVersion} keeps what somebody else has changed meanwhile. */
  private static final String VERSION = "config.changeVersion";

  private static final Rows<PoolSpec, Item, ResourceConfigSpec> ROWS =
      Rows.<PoolSpec, Item, ResourceConfigSpec>sparse(
              () -> spec(new ResourceAllocationInfo(), new ResourceAllocationInfo()),
              Stream.of(Allocation.values()).flatMap(each -> each.rows().stream()).toList())
          .madeFrom(() -> spec(all(), all()))
          .guardedBy(
              VERSION,
              (spec, pool) -> pool.get(VERSION, String.class).ifPresent(spec::setChangeVersion));

  /** As {@link #ROWS}, and what it takes to make, mark, move and delete one. */
  static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activity.of(
                  "to keep resource pools",
                  Activity.call("CreateResourcePool", on(On.CLUSTER, "Resource.", "CreatePool")),
                  Activity.call(
                      "UpdateConfig", on(On.CLUSTER, "Resource.", "EditPool", "RenamePool")),
                  Activity.call("MoveIntoResourcePool", on(On.CLUSTER, "Resource.", "MovePool")),
                  Activity.call("Destroy_Task", on(On.CLUSTER, "Resource.", "DeletePool")),
                  Activity.call("SetField", on(On.CLUSTER, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS);

  public PoolKind() {
    super(INFO, PoolSpec.class, "ResourcePool", ROWS);
  }

  private static ResourceConfigSpec spec(
      ResourceAllocationInfo cpu, ResourceAllocationInfo memory) {
    ResourceConfigSpec spec = new ResourceConfigSpec();
    spec.setCpuAllocation(cpu);
    spec.setMemoryAllocation(memory);
    return spec;
  }

  /** CreateResourcePool takes no spec that leaves something out: what clients give by default. */
  private static ResourceAllocationInfo all() {
    ResourceAllocationInfo info = new ResourceAllocationInfo();
    info.setReservation(0L);
    info.setLimit(-1L);
    info.setExpandableReservation(true);
    info.setShares(new Allocation.Shares(SharesLevel.normal, 0).info());
    return info;
  }

  @Override
  public Set<Activity> activities() {
    return ACTIVITIES;
  }

  @Override
  public List<Problem> validate(Declaration<PoolSpec> declaration) {
    return Stream.of(Allocation.values())
        .flatMap(each -> each.problems(declaration.spec()).stream())
        .toList();
  }

  @Override
  public Optional<PoolSpec> implied(String name, EnvironmentId environment, Span span) {
    return Optional.of(
        new PoolSpec(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(name), true));
  }

  @Override
  public boolean isExisting(PoolSpec spec) {
    return spec.existing();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    Map<String, Set<String>> all = new HashMap<>(super.lightProperties());
    all.put("VirtualMachine", Set.of("resourcePool"));
    return all;
  }

  @Override
  protected ObjectPlace place(Declaration<PoolSpec> declaration, Resolved references) {
    PoolSpec spec = declaration.spec();
    return new ObjectPlace(
        spec.path().orElseGet(() -> EntityName.escaped(declaration.address().name())),
        spec.parent()
            .map(parent -> references.get("resource_pools", parent.name(), PoolRef.class).path()),
        spec.existing() ? ObjectPlace.Use.EXISTING : ObjectPlace.Use.MADE);
  }

  /** The root pool of the cluster or host that the connection leads to, where it is one. */
  @Override
  protected Optional<InventoryPath> top(ObjectDesired<PoolSpec> desired, Inventory read) {
    List<Item> clusters = new Clusters(desired.vcenter(), read).usable();
    return clusters.size() == 1 ? root(clusters.get(0), read) : Optional.empty();
  }

  private static Optional<InventoryPath> root(Item cluster, Inventory read) {
    return cluster.get("resourcePool", ManagedObjectReference.class).map(read::path);
  }

  @Override
  protected InventoryPath expectedTop(VcenterSpec vcenter) {
    return vcenter.below();
  }

  @Override
  protected String nowhere(ObjectDesired<PoolSpec> desired) {
    return "`vcenter:` leads to more than one cluster; name one as its `parent`";
  }

  @Override
  protected String above() {
    return "resource pool";
  }

  /** A cluster or host stands for its root pool. */
  @Override
  protected Lookup find(ObjectDesired<PoolSpec> desired, Inventory read) {
    Lookup pools = super.find(desired, read);
    if (pools instanceof Lookup.NotFound
        && read.find(
                List.of("ComputeResource"), desired.place().text(), desired.vcenter().below(read))
            instanceof Lookup.Found cluster) {
      Optional<Item> root = root(cluster.item(), read).flatMap(read::at);
      if (root.isPresent()) {
        return new Lookup.Found(root.get(), read.path(root.get().ref()));
      }
    }
    return pools;
  }

  @Override
  protected boolean isMeant(ObjectDesired<PoolSpec> desired, Item item) {
    return isOne(item) || desired.isExisting() && item.type().equals("VirtualApp");
  }

  @Override
  protected Stream<Item> contents(Item item, Inventory read) {
    return Stream.concat(
        read.all("ResourcePool").stream()
            .filter(pool -> pool.parent().filter(item.ref()::equals).isPresent()),
        read.all("VirtualMachine").stream()
            .filter(
                vm ->
                    vm.get("resourcePool", ManagedObjectReference.class)
                        .filter(item.ref()::equals)
                        .isPresent()));
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return new PoolRef(
        path, seen.map(state -> Place.of(state.ref())).orElseGet(() -> new Place.Planned(path)));
  }

  @Override
  protected ManagedObjectReference make(
      ManagedObjectReference above, String name, ResourceConfigSpec with, VsphereWriter write)
      throws ModuleException {
    return write.call(api -> api.createResourcePool(above, name, with));
  }

  @Override
  protected void change(ManagedObjectReference ref, ResourceConfigSpec with, VsphereWriter write)
      throws ModuleException {
    write.send(api -> api.updateConfig(ref, null, with));
  }

  @Override
  protected void rename(ManagedObjectReference ref, String name, VsphereWriter write)
      throws ModuleException {
    write.send(api -> api.updateConfig(ref, name, null));
  }

  @Override
  protected void move(ManagedObjectReference ref, ManagedObjectReference to, VsphereWriter write)
      throws ModuleException {
    write.send(api -> api.moveIntoResourcePool(to, new ManagedObjectReference[] {ref}));
  }

  @Override
  protected List<String> holding() {
    return List.of("vm", "resourcePool");
  }
}
