package dev.provision.modules.hosts.settings;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.Optional;

/** What the settings of a host name of the inventory: its machines and its datastores. */
record HostPlaces(ManagedObjectReference host, Inventory read) {
  /** The property of a host's {@link Item} that holds this; no server has it. */
  private static final String PROPERTY = "provision.places";

  /** The host with what its settings name. */
  static Item in(Item host, Inventory read) {
    return host.with(PROPERTY, new HostPlaces(host.ref(), read));
  }

  /** Empty for a host that was made just now. */
  static Optional<HostPlaces> of(Item host) {
    return host.get(PROPERTY, HostPlaces.class);
  }

  /** The machine of the host that has this name; empty when there is none, or more than one. */
  Optional<ManagedObjectReference> machine(PlaceName name) {
    List<ManagedObjectReference> found =
        read.all("VirtualMachine").stream()
            .filter(
                vm ->
                    vm.get("runtime.host", ManagedObjectReference.class)
                        .filter(host::equals)
                        .isPresent())
            .map(Item::ref)
            .filter(vm -> name.fits(read.path(vm)))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  String name(ManagedObjectReference machine) {
    return read.get(machine).map(Item::shown).orElse(machine.getVal());
  }

  /** A place on a datastore under the name of that, where the host shows its id. */
  FilePlace named(FilePlace place) {
    String end = "/" + place.datastore() + "/";
    return read.all("Datastore").stream()
        .filter(each -> each.get("summary.url", String.class).orElse("").endsWith(end))
        .findFirst()
        .map(each -> place.on(each.shown()))
        .orElse(place);
  }
}
