package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.Inventory;
import dev.provision.vsphere.InventoryPath;
import dev.provision.vsphere.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The name, folder and resource pool of a VM. The host is no part of it: DRS may move it. */
final class VmPlace {
  static final String NAME = "name";
  static final String FOLDER = "folder";
  static final String POOL = "resource_pool";

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

  /** The pool that a name or path stands for. */
  static ManagedObjectReference pool(String nameOrPath, Inventory inventory)
      throws ModuleException {
    Lookup found =
        inventory.find(List.of("ResourcePool", "VirtualApp"), nameOrPath, InventoryPath.ROOT);
    if (found instanceof Lookup.Found one) {
      return one.item().ref();
    }
    if (found instanceof Lookup.Ambiguous several) {
      throw ModuleException.refused(
          "resource pool `"
              + nameOrPath
              + "` stands for "
              + several.paths().stream()
                  .map(path -> "`" + path + "`")
                  .collect(Collectors.joining(" and "))
              + "; write the path");
    }
    List<String> near = ((Lookup.NotFound) found).near();
    throw ModuleException.refused(
        "there is no resource pool `"
            + nameOrPath
            + "`"
            + (near.isEmpty() ? "" : "; did you mean `" + near.get(0) + "`?"));
  }
}
