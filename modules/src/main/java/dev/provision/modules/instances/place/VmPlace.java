package dev.provision.modules.instances.place;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The name, folder and resource pool of a VM. The host is no part of it: DRS may move it. */
public final class VmPlace implements Part<VmPlace.Wanted, InstanceState.Place> {

  private static final List<String> POOLS = List.of("ResourcePool", "VirtualApp");

  /**
   * @param pool a name or path; empty to stay in the one that it is in
   */
  record Wanted(String name, FolderRef folder, Optional<String> pool) {}

  @Override
  public Set<String> properties() {
    return Set.of("runtime.host", "resourcePool");
  }

  @Override
  public Wanted wanted(InstanceDesired desired) {
    return new Wanted(desired.address().name(), desired.folder(), desired.spec().resourcePool());
  }

  @Override
  public InstanceState.Place seen(InstanceState vm) {
    return vm.place();
  }

  @Override
  public boolean has(String field) {
    return field.equals(VmField.NAME.field())
        || field.equals(VmField.FOLDER.field())
        || field.equals(VmField.POOL.field());
  }

  @Override
  public List<Change> changes(Wanted wanted, InstanceState.Place seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    String name = EntityName.shown(vm.name());
    if (!name.equals(wanted.name())) {
      changes.add(VmField.NAME.changes(name, wanted.name()));
    }
    boolean there = wanted.folder().ref().isPresent() && wanted.folder().ref().equals(vm.folder());
    if (!there) {
      changes.add(
          VmField.FOLDER.changes(vm.path().parent().toString(), wanted.folder().path().toString()));
    }
    wanted
        .pool()
        .filter(pool -> seen.resourcePool().filter(new PlaceName(pool)::fits).isEmpty())
        .map(
            pool ->
                VmField.POOL.changes(
                    seen.resourcePool().map(InventoryPath::toString).orElse(Change.ABSENT), pool))
        .ifPresent(changes::add);
    return changes;
  }

  /** The places that it names and that are not there, or are there more than once. */
  @Override
  public List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    if (!desired.folder().holdsVms()) {
      problems.add(
          new Problem(
              VmField.FOLDER.field(),
              "`" + desired.folder().path() + "` is no folder that holds VMs"));
    }
    desired
        .spec()
        .resourcePool()
        .flatMap(
            name ->
                read.find(POOLS, name, InventoryPath.ROOT)
                    .problem("resource pool", name, InventoryPath.ROOT))
        .ifPresent(why -> problems.add(new Problem(VmField.POOL.field(), why)));
    InventoryPath below = desired.connection().below(read);
    desired
        .spec()
        .datastore()
        .flatMap(
            name -> read.find(List.of("Datastore"), name, below).problem("datastore", name, below))
        .ifPresent(why -> problems.add(new Problem("datastore", why)));
    return problems;
  }

  /** What a name or path of a pool stands for. */
  static Lookup find(String nameOrPath, Inventory inventory) {
    return inventory.find(POOLS, nameOrPath, InventoryPath.ROOT);
  }

  /** The pool that a name or path stands for. */
  public static ManagedObjectReference pool(String nameOrPath, Inventory inventory)
      throws ModuleException {
    Lookup found = find(nameOrPath, inventory);
    if (found instanceof Lookup.Found one) {
      return one.item().ref();
    }
    throw ModuleException.refused(
        found.problem("resource pool", nameOrPath, InventoryPath.ROOT).orElseThrow());
  }
}
