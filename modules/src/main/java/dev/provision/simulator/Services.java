package dev.provision.simulator;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.CustomizationSpecInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import dev.provision.vsphere.newer.KeyedServiceContent;
import dev.provision.vsphere.wire.ApiVersion;

/**
 * {@code ServiceInstance} and the one object of each service, with the ids that all vCenters use.
 */
final class Services {
  private Services() {}

  /** Makes the services and the root folder of an empty vCenter. */
  static void create(World world) {
    service(world, "PropertyCollector", "propertyCollector");
    service(world, "ViewManager", "ViewManager");
    service(world, "SessionManager", "SessionManager");
    service(world, "TaskManager", "TaskManager");
    service(world, "SearchIndex", "SearchIndex");
    service(world, "FileManager", "FileManager");
    service(world, "VirtualDiskManager", "virtualDiskManager");
    service(world, "VirtualMachineProvisioningChecker", "ProvChecker");
    service(world, "EventManager", "EventManager");
    service(world, "DatastoreNamespaceManager", "DatastoreNamespaceManager");
    service(world, KeyMethods.TYPE, KeyMethods.ID);
    Managed authorization = service(world, "AuthorizationManager", "AuthorizationManager");
    world.set(authorization, "roleList", Authorization.roles());
    Managed fields = service(world, "CustomFieldsManager", "CustomFieldsManager");
    world.set(fields, "field", new CustomFieldDef[0]);
    Managed specs = service(world, "CustomizationSpecManager", "CustomizationSpecManager");
    world.set(specs, "info", new CustomizationSpecInfo[0]);
    Managed root = service(world, "Folder", "group-d1");
    world.set(root, "name", "Datacenters");
    world.set(root, "childType", new String[] {"Folder", "Datacenter"});
    Managed instance = service(world, "ServiceInstance", "ServiceInstance");
    world.set(instance, "content", content(world));
    world.set(world.get("TaskManager").orElseThrow(), "recentTask", new ManagedObjectReference[0]);
  }

  private static Managed service(World world, String type, String id) {
    return world.addAs(type, id);
  }

  static Managed root(World world) {
    return world.get("group-d1").orElseThrow();
  }

  private static ServiceContent content(World world) {
    KeyedServiceContent content = new KeyedServiceContent();
    content.cryptoManager = Values.ref(KeyMethods.TYPE, KeyMethods.ID);
    content.rootFolder = Values.ref("Folder", "group-d1");
    content.propertyCollector = Values.ref("PropertyCollector", "propertyCollector");
    content.viewManager = Values.ref("ViewManager", "ViewManager");
    content.sessionManager = Values.ref("SessionManager", "SessionManager");
    content.authorizationManager = Values.ref("AuthorizationManager", "AuthorizationManager");
    content.taskManager = Values.ref("TaskManager", "TaskManager");
    content.eventManager = Values.ref("EventManager", "EventManager");
    content.searchIndex = Values.ref("SearchIndex", "SearchIndex");
    content.fileManager = Values.ref("FileManager", "FileManager");
    content.virtualDiskManager = Values.ref("VirtualDiskManager", "virtualDiskManager");
    content.datastoreNamespaceManager =
        Values.ref("DatastoreNamespaceManager", "DatastoreNamespaceManager");
    content.vmProvisioningChecker = Values.ref("VirtualMachineProvisioningChecker", "ProvChecker");
    content.customFieldsManager = Values.ref("CustomFieldsManager", "CustomFieldsManager");
    content.customizationSpecManager =
        Values.ref("CustomizationSpecManager", "CustomizationSpecManager");
    AboutInfo about = new AboutInfo();
    about.name = "VMware vCenter Server";
    about.fullName = "provision's simulated vCenter Server";
    about.vendor = "provision";
    about.version = release(world.version());
    about.build = "0";
    about.osType = "jvm";
    about.productLineId = "vpx";
    about.apiType = "VirtualCenter";
    about.apiVersion = world.version().text();
    about.instanceUuid = world.uuid();
    content.about = about;
    return content;
  }

  /** As people and {@code AboutInfo.version} have it, three numbers: {@code 8.0.3}. */
  private static String release(ApiVersion version) {
    String[] parts = (version.text() + ".0").split("\\.");
    return parts[0] + "." + parts[1] + "." + parts[2];
  }
}
