package dev.provision.modules.networks;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.journal.AdapterEntry;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** What of an environment is connected to a standard port group: instances, hosts' adapters. */
final class NetworkUsers {
  /** Read for every VM that the environment owns. */
  private static final String DEVICES = "config.hardware.device";

  private NetworkUsers() {}

  /**
   * @param names of port groups
   */
  static Set<Address> of(EnvironmentId environment, Set<String> names, Inventory read) {
    Set<Address> users = new TreeSet<>(AdapterEntry.on(names, environment, read));
    for (Item vm : read.all("VirtualMachine")) {
      boolean ours = Marks.owned(vm).filter(environment.toString()::equals).isPresent();
      if (ours && isOn(vm, names)) {
        users.add(Address.parse(Marks.of(vm, Marks.ADDRESS)));
      }
    }
    return users;
  }

  private static boolean isOn(Item vm, Set<String> names) {
    return Arrays.stream(vm.get(DEVICES, VirtualDevice[].class).orElse(new VirtualDevice[0]))
        .anyMatch(
            device ->
                device instanceof VirtualEthernetCard
                    && device.getBacking() instanceof VirtualEthernetCardNetworkBackingInfo backing
                    && names.contains(backing.getDeviceName()));
  }
}
