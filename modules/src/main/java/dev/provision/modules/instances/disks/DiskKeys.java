package dev.provision.modules.instances.disks;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks the server which disks a VM has now. A step asks this before it destroys the VM, because the
 * inventory snapshot may be out of date by then.
 */
public final class DiskKeys {
  private DiskKeys() {}

  public static Set<Integer> of(ManagedObjectReference vm, VsphereWriter write)
      throws ModuleException {
    Item now = write.read(vm, Devices.HARDWARE);
    if (!now.properties().containsKey(Devices.HARDWARE)) {
      throw ModuleException.refused("its disks cannot be read back; nothing was destroyed");
    }
    return Disk.of(now).stream().map(Disk::key).collect(Collectors.toSet());
  }
}
