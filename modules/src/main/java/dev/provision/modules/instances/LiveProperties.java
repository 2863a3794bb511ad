package dev.provision.modules.instances;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.rmi.RemoteException;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks the server for properties of one VM now, in the middle of a step whose earlier call changed
 * them.
 */
final class LiveProperties {
  private LiveProperties() {}

  /** What is set of these; a property that is not set is left out. */
  static Item of(ManagedObjectReference vm, VsphereWriter write, String... paths)
      throws ModuleException {
    PropertySpec property = new PropertySpec();
    property.setType(vm.getType());
    property.setPathSet(paths);
    ObjectSpec object = new ObjectSpec();
    object.setObj(vm);
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setPropSet(new PropertySpec[] {property});
    filter.setObjectSet(new ObjectSpec[] {object});
    Map<String, Object> found = new HashMap<>();
    try {
      RetrieveResult result =
          write
              .api()
              .retrievePropertiesEx(
                  write.content().getPropertyCollector(),
                  new PropertyFilterSpec[] {filter},
                  new RetrieveOptions());
      if (result != null && result.getObjects() != null) {
        for (ObjectContent content : result.getObjects()) {
          for (DynamicProperty each :
              content.getPropSet() == null ? new DynamicProperty[0] : content.getPropSet()) {
            found.put(each.getName(), each.getVal());
          }
        }
      }
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
    return new Item(vm, found, Map.of());
  }
}
