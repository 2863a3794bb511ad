package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.Inventory;
import dev.provision.vsphere.InventoryPath;
import dev.provision.vsphere.Lookup;
import java.util.ArrayList;
import java.util.List;

/** The name, folder and resource pool of a VM. The host is no part of it: DRS may move it. */
final class VmPlace {
  static final String NAME = "name";
  static final String FOLDER = "folder";
  static final String POOL = "resource_pool";

  private static final List<String> POOLS = List.of("ResourcePool", "VirtualApp");

  private VmPlace() {}

  static List<Change> changes(InstanceDesired desired, InstanceState vm) {
    List<Change> changes = new ArrayList<>();
    if (!vm.name().equals(desired.name())) {
      changes.add(Change.inPlace(NAME, vm.name(), desired.name()));
    }
    boolean there =
        desired.folder().ref().isPresent() && desired.folder().ref().equals(vm.folder());
    if (!there) {
      changes.add(
          Change.inPlace(
              FOLDER, vm.path().parent().toString(), desired.folder().path().toString()));
    }
    desired
        .spec()
        .resourcePool()
        .filter(pool -> vm.resourcePool().filter(path -> stands(path, pool)).isEmpty())
        .map(
            pool ->
                Change.inPlace(
                    POOL,
                    vm.resourcePool().map(InventoryPath::toString).orElse(Change.ABSENT),
                    pool))
        .ifPresent(changes::add);
    return changes;
  }

  private static boolean stands(InventoryPath path, String nameOrPath) {
    return InventoryPath.isPath(nameOrPath)
        ? path.equals(InventoryPath.parse(nameOrPath))
        : path.toString().endsWith("/" + nameOrPath);
  }

  /** The places that it names and that are not there, or are there more than once. */
  static List<Problem> problems(InstanceDesired desired, Inventory inventory) {
    List<Problem> problems = new ArrayList<>();
    desired
        .spec()
        .resourcePool()
        .flatMap(
            name ->
                find(POOLS, name, InventoryPath.ROOT, inventory)
                    .problem("resource pool", name, InventoryPath.ROOT))
        .ifPresent(why -> problems.add(new Problem(POOL, why)));
    InventoryPath below = desired.connection().below(inventory);
    desired
        .spec()
        .datastore()
        .flatMap(
            name ->
                find(List.of("Datastore"), name, below, inventory)
                    .problem("datastore", name, below))
        .ifPresent(why -> problems.add(new Problem("datastore", why)));
    return problems;
  }

  private static Lookup find(
      List<String> types, String name, InventoryPath below, Inventory inventory) {
    return inventory.find(types, name, InventoryPath.isPath(name) ? InventoryPath.ROOT : below);
  }

  /** What a name or path of a pool stands for. */
  static Lookup find(String nameOrPath, Inventory inventory) {
    return find(POOLS, nameOrPath, InventoryPath.ROOT, inventory);
  }

  /** The pool that a name or path stands for. */
  static ManagedObjectReference pool(String nameOrPath, Inventory inventory)
      throws ModuleException {
    Lookup found = find(nameOrPath, inventory);
    if (found instanceof Lookup.Found one) {
      return one.item().ref();
    }
    throw ModuleException.refused(
        found.problem("resource pool", nameOrPath, InventoryPath.ROOT).orElseThrow());
  }
}
