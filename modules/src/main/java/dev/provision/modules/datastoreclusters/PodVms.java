package dev.provision.modules.datastoreclusters;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The VMs of a snapshot by the names of their instances, and names for all others.
 *
 * @param ours by the name of the instance
 */
record PodVms(Map<String, ManagedObjectReference> ours, Inventory read) {
  static PodVms of(EnvironmentId environment, Inventory read) {
    Map<String, ManagedObjectReference> ours = new TreeMap<>();
    for (Item vm : read.all("VirtualMachine")) {
      Marks.owned(vm)
          .filter(environment.toString()::equals)
          .map(own -> Address.parse(Marks.of(vm, Marks.ADDRESS)).name())
          .ifPresent(name -> ours.put(name, vm.ref()));
    }
    return new PodVms(ours, read);
  }

  Optional<ManagedObjectReference> find(String instance) {
    return Optional.ofNullable(ours.get(instance));
  }

  boolean isOurs(ManagedObjectReference vm) {
    return ours.containsValue(vm);
  }

  /** The name of the instance, or the path of another VM. */
  String name(ManagedObjectReference vm) {
    return ours.entrySet().stream()
        .filter(each -> each.getValue().equals(vm))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> "`" + read.path(vm) + "`");
  }
}
