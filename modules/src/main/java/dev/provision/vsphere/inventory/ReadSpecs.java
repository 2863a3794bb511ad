package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;
import java.util.Collection;
import java.util.List;

/** Builds the requests for a property collector. */
public final class ReadSpecs {
  private ReadSpecs() {}

  public static PropertyFilterSpec filter(List<ObjectSpec> objects, List<PropertySpec> properties) {
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setObjectSet(objects.toArray(ObjectSpec[]::new));
    filter.setPropSet(properties.toArray(PropertySpec[]::new));
    // objects that disappeared meanwhile are left out and do not fail the whole read
    filter.setReportMissingObjectsInResults(true);
    return filter;
  }

  public static PropertySpec properties(String type, Collection<String> paths) {
    PropertySpec properties = new PropertySpec();
    properties.setType(type);
    properties.setAll(false);
    properties.setPathSet(paths.toArray(String[]::new));
    return properties;
  }

  public static ObjectSpec object(ManagedObjectReference ref) {
    ObjectSpec object = new ObjectSpec();
    object.setObj(ref);
    object.setSkip(false);
    return object;
  }

  /** What a property of the object refers to, without the object itself. */
  public static ObjectSpec behind(ManagedObjectReference ref, String type, String path) {
    ObjectSpec object = traversing(ref, type, path);
    object.setSkip(true);
    return object;
  }

  private static ObjectSpec traversing(ManagedObjectReference ref, String type, String path) {
    TraversalSpec traversal = new TraversalSpec();
    traversal.setName(type + "." + path);
    traversal.setType(type);
    traversal.setPath(path);
    traversal.setSkip(false);
    ObjectSpec object = object(ref);
    object.setSelectSet(new SelectionSpec[] {traversal});
    return object;
  }
}
