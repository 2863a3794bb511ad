package dev.provision.modules.pools;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceConfigSpec;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.allocation.AllocationSpec;
import dev.provision.vsphere.kind.allocation.PoolRows;
import dev.provision.vsphere.kind.allocation.PooledKind;
import dev.provision.vsphere.kind.object.LookedUpObject;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code resource_pools}. A name that is not declared stands for a pool, or for the
 * root pool of a cluster or host, that exists.
 */
public final class PoolKind extends PooledKind<PoolSpec> implements LookedUpObject<PoolSpec> {
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
          ObjectType.attributes(PoolRows.ATTRIBUTES),
          List.of());

  private static final PoolRows<PoolSpec> ROWS = new PoolRows<>();

  private static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activity.of(
                  "to keep resource pools",
                  Activity.call("CreateResourcePool", on(On.CLUSTER, "Resource.", "CreatePool")),
                  Activity.call("UpdateConfig", on(On.CLUSTER, "Resource.", "EditPool")),
                  Activity.call(
                      "Rename_Task, or the same by its settings, as is done here",
                      on(On.CLUSTER, "Resource.", "EditPool", "RenamePool")),
                  Activity.call("MoveIntoResourcePool", on(On.CLUSTER, "Resource.", "MovePool")),
                  Activity.call("Destroy_Task", on(On.CLUSTER, "Resource.", "DeletePool")),
                  Activity.call("SetField", on(On.CLUSTER, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS);

  private static final ObjectCalls<ResourceConfigSpec> CALLS =
      ObjectCalls.<ResourceConfigSpec>made(
              (above, name, spec, write) ->
                  write.call(api -> api.createResourcePool(above, name, spec)))
          .changed((pool, spec, write) -> write.send(api -> api.updateConfig(pool, null, spec)))
          .renamed((pool, name, write) -> write.send(api -> api.updateConfig(pool, name, null)))
          .moved(
              (pool, above, write) ->
                  write.send(
                      api -> api.moveIntoResourcePool(above, new ManagedObjectReference[] {pool})));

  public PoolKind() {
    super(
        new ObjectType<>(
            INFO,
            PoolSpec.class,
            "ResourcePool",
            ObjectTop.ROOT_POOL,
            ROWS.rows(),
            CALLS,
            List.of("vm", "resourcePool"),
            ACTIVITIES,
            ObjectType.NO_MARKS),
        ROWS);
  }

  @Override
  public List<Problem> validate(Declaration<PoolSpec> pool) {
    return ROWS.problems(pool.spec());
  }

  @Override
  public Optional<PoolSpec> implied(String name, EnvironmentId environment, Span span) {
    Optional<AllocationSpec> none = Optional.empty();
    return PlaceName.read(name)
        .map(
            path ->
                new PoolSpec(
                    Optional.empty(),
                    none,
                    none,
                    Optional.empty(),
                    Optional.of(path),
                    true,
                    Map.of(),
                    Optional.empty()));
  }

  @Override
  public boolean isExisting(PoolSpec spec) {
    return spec.existing();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of("ResourcePool", Set.of("customValue"), "VirtualMachine", Set.of("resourcePool"));
  }

  @Override
  protected ObjectPlace place(Declaration<PoolSpec> pool, Resolved references) {
    PoolSpec spec = pool.spec();
    return ObjectPlace.of(
        pool,
        spec.path(),
        spec.parent()
            .map(parent -> references.get("resource_pools", parent.name(), PoolRef.class).path()),
        spec.existing());
  }

  @Override
  public Optional<String> at(Declaration<PoolSpec> pool) {
    return pool.spec().path().filter(path -> pool.spec().existing()).map(PlaceName::text);
  }

  @Override
  public boolean makes(Declaration<PoolSpec> pool, String place) {
    InventoryPath at = InventoryPath.parse("/" + place);
    while (place.contains("/") && !pool.spec().existing() && !at.names().isEmpty()) {
      if (at.name().equals(pool.address().name())
          && PoolRef.isIn(
              pool.spec().parent().flatMap(parent -> PlaceName.read(parent.name())), at.parent())) {
        return true;
      }
      at = at.parent();
    }
    return false;
  }

  /** The name of a cluster or host stands for its root pool. */
  @Override
  protected Lookup find(ObjectDesired<PoolSpec> desired, Inventory read) {
    Lookup pools = super.find(desired, read);
    PlaceName name = desired.place().name();
    if (pools instanceof Lookup.NotFound
        && read.find(List.of("ComputeResource"), name, desired.vcenter().below(read))
            instanceof Lookup.Found compute) {
      return ObjectTop.rootPool(compute.item(), read)
          .flatMap(read::at)
          .<Lookup>map(root -> new Lookup.Found(root, read.path(root.ref())))
          .orElse(pools);
    }
    return pools;
  }

  /** A vApp can be looked up as a pool too; the section {@code vapps} makes them. */
  @Override
  protected boolean isMeant(ObjectDesired<PoolSpec> desired, Item item) {
    return isOne(item) || desired.isExisting() && item.type().equals("VirtualApp");
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return new PoolRef(
        path,
        seen.map(state -> Place.of(state.ref())).orElseGet(() -> new Place.Planned(path)),
        seen.filter(state -> state.item().type().equals("VirtualApp")).isPresent());
  }
}
