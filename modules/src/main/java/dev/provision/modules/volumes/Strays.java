package dev.provision.modules.volumes;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.VolumeMarks;
import java.util.Optional;

/**
 * Volumes that were detached from a VM but are still in its folder, where Storage vMotion had put
 * them. The VM's marks name them until they are moved back.
 */
final class Strays {
  private Strays() {}

  static Optional<String> of(EnvironmentId environment, Address volume, Inventory inventory) {
    DiskUuid uuid = DiskUuid.of(environment, volume);
    for (Item vm : inventory.all("VirtualMachine")) {
      if (Marks.of(vm, Marks.ENVIRONMENT).equals(environment.toString())) {
        for (VolumeMarks.Entry each : VolumeMarks.read(Marks.of(vm, Marks.VOLUMES))) {
          if (uuid.is(each.uuid()) && !each.left().isEmpty()) {
            return Optional.of(each.left());
          }
        }
      }
    }
    return Optional.empty();
  }
}
