package dev.provision.simulator.server;

import com.vmware.vim25.AuthorizationPrivilege;
import java.util.ArrayList;
import java.util.List;

/**
 * The privileges that the simulated server knows: those of the inventory, as vSphere Security lists
 * them under "Defined Privileges". A vCenter has some hundred more, of services beside it.
 */
final class Privileges {
  private static final String GROUPS =
      """
      Alarm: Acknowledge Create Delete DisableActions Edit SetStatus ToggleEnableOnEntity
      Authorization: ModifyPermissions ModifyPrivileges ModifyRoles ModifyVTContainerMappings
      Authorization: ModifyVTContainers ReassignRolePermissions
      ContentLibrary: AddCertToTrustStore AddLibraryItem AddSubscription CheckInTemplate
      ContentLibrary: CheckOutTemplate CreateLocalLibrary CreateSubscribedLibrary
      ContentLibrary: DeleteCertFromTrustStore DeleteLibraryItem DeleteLocalLibrary
      ContentLibrary: DeleteSubscribedLibrary DeleteSubscription DownloadSession
      ContentLibrary: EvictLibraryItem EvictSubscribedLibrary GetConfiguration ImportStorage
      ContentLibrary: ManageClusterRegistryResource ManageRegistry ManageRegistryProject
      ContentLibrary: MigrateLibrary ProbeSubscription PublishLibrary PublishLibraryItem
      ContentLibrary: ReadStorage SyncLibrary SyncLibraryItem TypeIntrospection
      ContentLibrary: UpdateConfiguration UpdateLibrary UpdateLibraryItem UpdateLocalLibrary
      ContentLibrary: UpdateSession UpdateSubscribedLibrary UpdateSubscription
      Cryptographer: Access AddDisk Clone Decrypt Encrypt EncryptNew ManageEncryptionPolicy
      Cryptographer: ManageKeyServers ManageKeys Migrate ReadKeyServersInfo Recrypt RegisterHost
      Cryptographer: RegisterVM
      DVPortgroup: Create Delete Modify PolicyOp ScopeOp
      DVSwitch: Create Delete HostOp Modify Move PolicyOp PortConfig PortSetting
      DVSwitch: ResourceManagement Vspan
      Datacenter: Create Delete IpPoolConfig IpPoolQueryAllocations IpPoolReleaseIp Move
      Datacenter: Reconfigure Rename UpdateCarbonInfo
      Datastore: AllocateSpace Browse Config ConfigIOManagement Delete DeleteFile FileManagement
      Datastore: Move Rename UpdateVirtualMachineFiles UpdateVirtualMachineMetadata
      Extension: Register Unregister Update
      Folder: Create Delete ExternalFolderManagement Move Rename
      Global: CancelTask CapacityPlanning Diagnostics DisableMethods EnableMethods GlobalTag
      Global: Health Licenses LogEvent ManageCustomFields Proxy ScriptAction ServiceManagers
      Global: SetCustomField Settings SystemTag VCServer
      Host.Cim: CimInteraction
      Host.Config: AdvancedConfig AuthenticationStore AutoStart Connection DateTime Firmware
      Host.Config: GuestStore HyperThreading Image Maintenance Memory NetService Network Nvdimm
      Host.Config: Patch PciPassthru Power ProductLocker Quarantine Resources Settings Snmp
      Host.Config: Storage SystemFirewallRuleSet SystemManagement
      Host.Entropy: Read Write
      Host.Hbr: HbrDaemonManagement HbrManagement
      Host.Inventory: AddHostToCluster AddStandaloneHost CreateCluster DeleteCluster EditCluster
      Host.Inventory: ManageClusterLifecyle MoveCluster MoveHost RemoveHostFromCluster
      Host.Inventory: RenameCluster
      Host.Local: CreateVM DeleteVM InstallAgent ManageUserGroups ReconfigVM
      Host.Sgx: Register
      Host.Stats: Query
      Host.Tpm: Read Unseal
      InventoryService.Tagging: AttachTag CreateCategory CreateTag DeleteCategory DeleteTag
      InventoryService.Tagging: EditCategory EditTag ModifyUsedByForCategory ModifyUsedByForTag
      InventoryService.Tagging: ObjectAttachable
      Network: Assign Config Delete Move
      Performance: ModifyIntervals
      Profile: Clear Create Delete Edit Export View
      Resource: ApplyRecommendation AssignVAppToPool AssignVMToPool ColdMigrate CreatePool
      Resource: DeletePool EditPool HotMigrate MovePool QueryVMotion RenamePool
      ScheduledTask: Create Delete Edit Run
      Sessions: CollectPrivilegeChecks GlobalMessage ImpersonateUser TerminateSession
      Sessions: ValidateSession
      StoragePod: Config
      StorageProfile: Apply Update View
      StorageViews: ConfigureService View
      System: Anonymous Read View
      Task: Create Update
      VApp: ApplicationConfig AssignResourcePool AssignVApp AssignVM Clone Create Delete Export
      VApp: ExtractOvfEnvironment Import InstanceConfig ManagedByConfig Move PowerOff PowerOn
      VApp: PullFromUrls Rename ResourceConfig Suspend Unregister
      VirtualMachine.Config: AddExistingDisk AddNewDisk AddRemoveDevice AdvancedConfig
      VirtualMachine.Config: Annotation CPUCount ChangeTracking DiskExtend DiskLease EditDevice
      VirtualMachine.Config: HostUSBDevice ManagedBy Memory MksControl QueryFTCompatibility
      VirtualMachine.Config: QueryUnownedFiles RawDevice ReloadFromPath RemoveDisk Rename
      VirtualMachine.Config: ResetGuestInfo Resource Settings SwapPlacement ToggleForkParent
      VirtualMachine.Config: UpgradeVirtualHardware
      VirtualMachine.DataSets: DataSetCreate DataSetDelete DataSetEntryDelete DataSetEntryGet
      VirtualMachine.DataSets: DataSetEntryList DataSetEntrySet DataSetGet DataSetList
      VirtualMachine.DataSets: DataSetUpdate Export
      VirtualMachine.GuestOperations: Execute Modify ModifyAliases Query QueryAliases
      VirtualMachine.Hbr: ConfigureReplication MonitorReplication ReplicaManagement
      VirtualMachine.Interact: AnswerQuestion Backup ConsoleInteract CreateScreenshot
      VirtualMachine.Interact: CreateSecondary DefragmentAllDisks DeviceConnection
      VirtualMachine.Interact: DisableSecondary DnD EnableSecondary GuestControl MakePrimary
      VirtualMachine.Interact: Pause PowerOff PowerOn PutUsbScanCodes Record Replay Reset
      VirtualMachine.Interact: SESparseMaintenance SetCDMedia SetFloppyMedia Suspend
      VirtualMachine.Interact: SuspendToMemory TerminateFaultTolerantVM ToolsInstall
      VirtualMachine.Interact: TurnOffFaultTolerance
      VirtualMachine.Inventory: Create CreateFromExisting Delete Move Register Unregister
      VirtualMachine.Namespace: Event EventNotify Management ModifyContent Query ReadContent
      VirtualMachine.Provisioning: Clone CloneTemplate CreateTemplateFromVM Customize
      VirtualMachine.Provisioning: DeployTemplate DiskRandomAccess DiskRandomRead
      VirtualMachine.Provisioning: FileRandomAccess GetVmFiles MarkAsTemplate MarkAsVM
      VirtualMachine.Provisioning: ModifyCustSpecs PromoteDisks PutVmFiles ReadCustSpecs
      VirtualMachine.State: CreateSnapshot RemoveSnapshot RenameSnapshot RevertToSnapshot
      """;

  private Privileges() {}

  /** Their ids, {@code VirtualMachine.Interact.PowerOn}, by group. */
  static List<String> ids() {
    List<String> ids = new ArrayList<>();
    GROUPS
        .lines()
        .forEach(
            line -> {
              String[] names = line.split(":? ");
              for (int i = 1; i < names.length; i++) {
                ids.add(names[0] + "." + names[i]);
              }
            });
    return ids;
  }

  static AuthorizationPrivilege[] all() {
    return ids().stream().map(Privileges::privilege).toArray(AuthorizationPrivilege[]::new);
  }

  private static AuthorizationPrivilege privilege(String id) {
    int dot = id.lastIndexOf('.');
    AuthorizationPrivilege privilege = new AuthorizationPrivilege();
    privilege.privId = id;
    privilege.name = id.substring(dot + 1);
    privilege.privGroupName = id.substring(0, dot);
    privilege.onParent = false;
    return privilege;
  }
}
