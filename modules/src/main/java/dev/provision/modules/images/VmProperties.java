package dev.provision.modules.images;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads properties of VMs as they are now, for the two facts that a step must not take from the
 * snapshot it was decided on: what an import made, and who hangs on what is to be deleted.
 */
final class VmProperties {
  /** VMs an answer: the devices of all VMs of a large vCenter would be too much for one. */
  private static final int PAGE = 250;

  private VmProperties() {}

  /** What is in a folder now. */
  static List<ManagedObjectReference> in(ManagedObjectReference folder, VsphereWriter write)
      throws RemoteException {
    return read("Folder", List.of(folder), write, "childEntity").stream()
        .flatMap(item -> item.get("childEntity", ManagedObjectReference[].class).stream())
        .flatMap(Arrays::stream)
        .toList();
  }

  /** One item for each VM that still is there, in one call and its pages. */
  static List<Item> read(List<ManagedObjectReference> vms, VsphereWriter write, String... paths)
      throws RemoteException {
    return read("VirtualMachine", vms, write, paths);
  }

  private static List<Item> read(
      String type, List<ManagedObjectReference> vms, VsphereWriter write, String... paths)
      throws RemoteException {
    List<Item> items = new ArrayList<>();
    if (vms.isEmpty()) {
      return items;
    }
    ManagedObjectReference collector = write.content().getPropertyCollector();
    RetrieveOptions options = new RetrieveOptions();
    options.setMaxObjects(PAGE);
    RetrieveResult page =
        write
            .api()
            .retrievePropertiesEx(
                collector, new PropertyFilterSpec[] {filter(type, vms, paths)}, options);
    while (page != null) {
      if (page.getObjects() != null) {
        for (ObjectContent content : page.getObjects()) {
          items.add(item(content));
        }
      }
      page =
          page.getToken() == null
              ? null
              : write.api().continueRetrievePropertiesEx(collector, page.getToken());
    }
    return items;
  }

  private static PropertyFilterSpec filter(
      String type, List<ManagedObjectReference> vms, String... paths) {
    List<ObjectSpec> objects = new ArrayList<>();
    for (ManagedObjectReference vm : vms) {
      ObjectSpec object = new ObjectSpec();
      object.setObj(vm);
      objects.add(object);
    }
    PropertySpec properties = new PropertySpec();
    properties.setType(type);
    properties.setPathSet(paths);
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setPropSet(new PropertySpec[] {properties});
    filter.setObjectSet(objects.toArray(ObjectSpec[]::new));
    // a VM that somebody deletes meanwhile is left out instead of failing the reading of all
    filter.setReportMissingObjectsInResults(true);
    return filter;
  }

  private static Item item(ObjectContent content) {
    Map<String, Object> values = new HashMap<>();
    if (content.getPropSet() != null) {
      for (DynamicProperty property : content.getPropSet()) {
        if (property.getVal() != null) {
          values.put(property.getName(), property.getVal());
        }
      }
    }
    return new Item(content.getObj(), values, Map.of());
  }
}
