package dev.provision.modules.instances;

import com.vmware.vim25.ArrayOfVirtualDevice;
import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.rmi.RemoteException;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks the server which disks one VM has now: the reading back before a VM is destroyed, the one
 * case in which a step does not rely on the snapshot.
 */
final class DiskKeys {
  private static final String DEVICES = "config.hardware.device";

  private DiskKeys() {}

  static Set<Integer> of(ManagedObjectReference vm, VsphereWriter write) throws ModuleException {
    PropertySpec property = new PropertySpec();
    property.setType(vm.getType());
    property.setPathSet(new String[] {DEVICES});
    ObjectSpec object = new ObjectSpec();
    object.setObj(vm);
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setPropSet(new PropertySpec[] {property});
    filter.setObjectSet(new ObjectSpec[] {object});
    RetrieveResult result;
    try {
      result =
          write
              .api()
              .retrievePropertiesEx(
                  write.content().getPropertyCollector(),
                  new PropertyFilterSpec[] {filter},
                  new RetrieveOptions());
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
    Set<Integer> keys = new HashSet<>();
    boolean read = false;
    if (result != null && result.getObjects() != null) {
      for (ObjectContent content : result.getObjects()) {
        for (DynamicProperty each :
            content.getPropSet() == null ? new DynamicProperty[0] : content.getPropSet()) {
          read = read || each.getName().equals(DEVICES);
          addDisks(each.getVal(), keys);
        }
      }
    }
    if (!read) {
      throw ModuleException.refused("its disks cannot be read back; nothing was destroyed");
    }
    return keys;
  }

  private static void addDisks(Object value, Set<Integer> keys) {
    Object devices = value instanceof ArrayOfVirtualDevice array ? array.getVirtualDevice() : value;
    if (devices instanceof VirtualDevice[] all) {
      for (VirtualDevice device : all) {
        if (device instanceof VirtualDisk) {
          keys.add(device.getKey());
        }
      }
    }
  }
}
