package dev.provision.vsphere.kind.allocation;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceConfigSpec;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Referring;
import dev.provision.spi.trait.Sharing;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind of pools, which hold VMs and share CPU and memory: resource pools and vApps.
 *
 * @param <S> the spec
 */
public abstract class PooledKind<S extends Record & PoolRows.Fields>
    extends ObjectKind<S, ResourceConfigSpec>
    implements Referring<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Sharing<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter> {
  private final PoolRows<S> rows;

  protected PooledKind(ObjectType<S, ResourceConfigSpec> type, PoolRows<S> rows) {
    super(type);
    this.rows = rows;
  }

  /** Whether its cluster has DRS; of one that has bounds the pools around it are needed too. */
  @Override
  public Map<String, Set<String>> declaredProperties(S spec) {
    Map<String, Set<String>> properties = new LinkedHashMap<>();
    properties.put("ClusterComputeResource", Set.of(DrsCluster.CONFIG));
    if (spec.cpu().isPresent() || spec.memory().isPresent()) {
      properties.put("ResourcePool", Set.of("runtime"));
    }
    return properties;
  }

  @Override
  protected Stream<Item> contents(Item pool, Inventory read) {
    Stream<Item> vms =
        read.all("VirtualMachine").stream()
            .filter(
                vm ->
                    vm.get("resourcePool", ManagedObjectReference.class)
                        .filter(pool.ref()::equals)
                        .isPresent());
    return Stream.concat(super.contents(pool, read), vms);
  }

  @Override
  protected List<Item> planned(
      ObjectDesired<S> desired, InventoryPath path, Item above, Inventory read) {
    return super.planned(path, above).stream().map(pool -> foreseen(desired, pool, pool)).toList();
  }

  private Item foreseen(ObjectDesired<S> desired, Item pool, Item before) {
    return PoolClaims.changed(rows.foreseen(desired.spec(), pool), desired.address(), before);
  }

  @Override
  protected List<Item> standing(
      ObjectDesired<S> desired, ObjectState seen, InventoryPath path, Item above) {
    return super.standing(desired, seen, path, above).stream()
        .map(pool -> foreseen(desired, pool, seen.item()))
        .toList();
  }

  /** A root pool has nothing to reserve before its cluster has hosts. */
  @Override
  public List<Reference> references(Declaration<S> pool, EnvironmentId environment) {
    return rows.isReserving(pool.spec())
        ? List.of(
            new Reference("hosts", Reference.EVERY, Reference.Order.USES_EACH, "", pool.span()))
        : List.of();
  }

  @Override
  protected List<Problem> alsoProblems(
      ObjectDesired<S> desired, Observation<ObjectState> seen, Inventory read) {
    return seen.there().map(state -> rows.tooSmall(desired.spec(), state.item())).orElse(List.of());
  }

  @Override
  public List<Problem> crowded(
      ObjectDesired<S> desired, Observation<ObjectState> seen, Inventory then) {
    Optional<Item> pool = desired.path().flatMap(then::at);
    List<Problem> problems =
        new ArrayList<>(
            pool.map(item -> rows.crowded(desired.spec(), item, then)).orElse(List.of()));
    if (seen instanceof Observation.Absent && !desired.isExisting()) {
      pool.flatMap(item -> DrsCluster.above(item, then))
          .filter(DrsCluster::isWithoutDrs)
          .ifPresent(cluster -> problems.add(noDrs(cluster)));
    }
    return problems;
  }

  /** vCenter answers CreateResourcePool and CreateVApp there with NotSupported. */
  private Problem noDrs(DrsCluster cluster) {
    return new Problem(
        "",
        "the cluster `"
            + cluster.path()
            + "` is without DRS, and then it can have no "
            + info().kind().replace('_', ' ')
            + "s; `clusters` switches it on: {drs: {enabled: true}}");
  }

  @Override
  public Set<Address> givers(
      ObjectDesired<S> desired, Observation<ObjectState> seen, Inventory then) {
    return desired.path().flatMap(then::at).map(pool -> rows.givers(pool, then)).orElse(Set.of());
  }
}
