package dev.provision.simulator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which types of managed object there are, what each extends and which properties it has (vSphere
 * API reference, "Managed Object Types"). A property that is not in here is an {@code
 * InvalidProperty}, as on a real vCenter.
 */
final class ManagedSchema {
  private static final String TEXT =
      """
      ExtensibleManagedObject: availableField value
      ManagedEntity < ExtensibleManagedObject: alarmActionsEnabled configIssue configStatus\
       customValue declaredAlarmState disabledMethod effectiveRole name overallStatus parent\
       permission recentTask tag triggeredAlarmState
      Folder < ManagedEntity: childEntity childType namespace
      StoragePod < Folder: podStorageDrsEntry summary
      Datacenter < ManagedEntity: configuration datastore datastoreFolder hostFolder network\
       networkFolder vmFolder
      ComputeResource < ManagedEntity: configurationEx datastore environmentBrowser host network\
       resourcePool summary
      ClusterComputeResource < ComputeResource: actionHistory configuration drsFault\
       drsRecommendation migrationHistory recommendation
      HostSystem < ManagedEntity: capability config configManager datastore datastoreBrowser\
       hardware licensableResource network runtime summary systemResources vm
      ResourcePool < ManagedEntity: childConfiguration config owner resourcePool runtime summary vm
      VirtualApp < ResourcePool: childLink datastore network parentFolder parentVApp vAppConfig
      Datastore < ManagedEntity: browser capability host info iormConfiguration summary vm
      Network < ManagedEntity: host summary vm
      OpaqueNetwork < Network: capability extraConfig
      DistributedVirtualPortgroup < Network: config key portKeys
      DistributedVirtualSwitch < ManagedEntity: capability config networkResourcePool portgroup\
       runtime summary uuid
      VmwareDistributedVirtualSwitch < DistributedVirtualSwitch:
      VirtualMachine < ManagedEntity: capability config datastore environmentBrowser guest\
       guestHeartbeatStatus layout layoutEx network parentVApp resourceConfig resourcePool\
       rootSnapshot runtime snapshot storage summary
      VirtualMachineSnapshot < ExtensibleManagedObject: childSnapshot config vm
      Task < ExtensibleManagedObject: info
      TaskManager: description maxCollector recentTask
      HttpNfcLease: error info initializeProgress mode state transferProgress
      ContainerView < ManagedObjectView: container recursive type
      ListView < ManagedObjectView:
      ManagedObjectView: view
      PropertyCollector: filter
      PropertyFilter: partialUpdates spec
      ViewManager: viewList
      SessionManager: currentSession defaultLocale message messageLocaleList sessionList\
       supportedLocaleList
      CustomFieldsManager: field
      CustomizationSpecManager: encryptionKey info
      AuthorizationManager: description privilegeList roleList
      EventManager: description latestEvent maxCollector
      ServiceInstance: capability content serverClock
      SearchIndex:
      FileManager:
      VirtualMachineProvisioningChecker:
      VirtualDiskManager:
      OptionManager: setting supportedOption
      HostDatastoreBrowser: datastore supportedType
      HostNetworkSystem < ExtensibleManagedObject: capabilities consoleIpRouteConfig dnsConfig\
       ipRouteConfig networkConfig networkInfo offloadCapabilities
      HostDatastoreSystem: capabilities datastore
      HostStorageSystem < ExtensibleManagedObject: fileSystemVolumeInfo storageDeviceInfo
      DistributedVirtualSwitchManager:
      DatastoreNamespaceManager:
      EnvironmentBrowser: datastoreBrowser
      IpPoolManager:
      CryptoManagerKmip: enabled kmipServers
      StorageResourceManager:
      EventHistoryCollector: filter latestPage
      """;

  private static final Map<String, String> SUPER = new LinkedHashMap<>();
  private static final Map<String, Set<String>> OWN = new LinkedHashMap<>();

  static {
    for (String line : TEXT.strip().split("\n")) {
      String[] halves = line.split(":", 2);
      String[] names = halves[0].split("<");
      String type = names[0].strip();
      if (names.length > 1) {
        SUPER.put(type, names[1].strip());
      }
      Set<String> own = new LinkedHashSet<>(Set.of(halves[1].strip().split(" ")));
      own.remove("");
      OWN.put(type, own);
    }
  }

  /** By type and path (pyvmomi's type information). */
  private static final Map<String, Map<String, String>> NEWER =
      Map.of(
          "DistributedVirtualPortgroup", Map.of("config.logicalSwitchUuid", "7.0"),
          "HostSystem", Map.of("runtime.inQuarantineMode", "6.5"),
          "VirtualMachine", Map.of(Customization.STATUS, "7.0.2", Customization.ERROR, "7.0.2"));

  private ManagedSchema() {}

  static boolean isKnown(String type) {
    return OWN.containsKey(type) || type.equals("ManagedObject");
  }

  /** Whether a type is another one or extends it. */
  static boolean isA(String type, String wanted) {
    if (wanted.equals("ManagedObject")) {
      return true;
    }
    for (String at = type; at != null; at = SUPER.get(at)) {
      if (at.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  static boolean has(String type, String property) {
    for (String at = type; at != null; at = SUPER.get(at)) {
      if (OWN.getOrDefault(at, Set.of()).contains(property)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Since which version of the API there is a path that yavijava's data objects, which are of 6.0,
   * have not; empty for all other paths.
   */
  static Optional<String> since(String type, String path) {
    return Optional.ofNullable(NEWER.getOrDefault(type, Map.of()).get(path));
  }

  static Set<String> properties(String type) {
    Set<String> all = new LinkedHashSet<>();
    for (String at = type; at != null; at = SUPER.get(at)) {
      all.addAll(OWN.getOrDefault(at, Set.of()));
    }
    return all;
  }
}
