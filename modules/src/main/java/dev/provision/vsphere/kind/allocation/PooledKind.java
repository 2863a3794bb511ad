package dev.provision.vsphere.kind.allocation;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceConfigSpec;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectType;
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
    extends ObjectKind<S, ResourceConfigSpec> {
  private final PoolRows<S> rows;

  protected PooledKind(ObjectType<S, ResourceConfigSpec> type, PoolRows<S> rows) {
    super(type);
    this.rows = rows;
  }

  /** Those of the pools around one that has bounds are needed too. */
  @Override
  public Map<String, Set<String>> declaredProperties(S spec) {
    boolean bounded = spec.cpu().isPresent() || spec.memory().isPresent();
    return bounded ? Map.of("ResourcePool", Set.of("runtime")) : Map.of();
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
    return super.planned(path, above).stream()
        .map(pool -> rows.foreseen(desired.spec(), pool))
        .toList();
  }

  @Override
  protected List<Item> standing(
      ObjectDesired<S> desired, ObjectState seen, InventoryPath path, Item above) {
    return super.standing(desired, seen, path, above).stream()
        .map(pool -> rows.foreseen(desired.spec(), pool))
        .toList();
  }

  /** The values of other pools are those after the steps that the plan has decided so far. */
  @Override
  protected List<Problem> alsoProblems(
      ObjectDesired<S> desired, Observation<ObjectState> seen, Inventory read) {
    InventoryPath path = desired.path().orElseThrow();
    Optional<Item> above = read.at(path.parent());
    if (above.isEmpty()) {
      return List.of();
    }
    Item pool =
        seen.there()
            .map(ObjectState::item)
            .orElseGet(() -> super.planned(path, above.get()).get(0));
    List<Item> beside =
        super.contents(above.get(), read).filter(other -> !other.ref().equals(pool.ref())).toList();
    return rows.crowded(
        desired.spec(), pool, above.filter(one -> !one.name().equals(PoolRef.ROOT)), beside);
  }
}
