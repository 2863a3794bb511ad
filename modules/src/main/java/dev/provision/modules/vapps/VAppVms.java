package dev.provision.modules.vapps;

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
 * The VMs of the environment in a snapshot.
 *
 * @param ours by the name of the instance
 */
record VAppVms(Map<String, ManagedObjectReference> ours) {
  static VAppVms of(EnvironmentId environment, Inventory read) {
    Map<String, ManagedObjectReference> ours = new TreeMap<>();
    for (Item vm : read.all("VirtualMachine")) {
      Marks.owned(vm)
          .filter(environment.toString()::equals)
          .map(own -> Address.parse(Marks.of(vm, Marks.ADDRESS)).name())
          .ifPresent(name -> ours.put(name, vm.ref()));
    }
    return new VAppVms(ours);
  }

  Optional<ManagedObjectReference> find(String instance) {
    return Optional.ofNullable(ours.get(instance));
  }
}
