package dev.provision.vsphere.kind;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.vsphere.kind.NeededPrivilege.On;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Something the program does in a vCenter for a playbook or a command, with the privileges that its
 * calls need. Each call is listed; the privileges are those under "Required Privileges" of the
 * method in the vSphere Web Services API reference, and their names those in "Defined Privileges"
 * of vSphere Security.
 */
public enum Deed {
  /** CreateFolder, Destroy_Task and UnregisterAndDestroy_Task of a folder, SetField. */
  FOLDERS(
      "to make folders and mark them",
      on(On.DATACENTER, "Folder.", "Create", "Delete"),
      on(On.DATACENTER, "Global.", "SetCustomField")),

  /** CreateResourcePool, UpdateConfig, MoveIntoResourcePool, Destroy_Task of a pool, SetField. */
  RESOURCE_POOLS(
      "to keep resource pools",
      on(On.CLUSTER, "Resource.", "CreatePool", "DeletePool", "EditPool", "MovePool", "RenamePool"),
      on(On.CLUSTER, "Global.", "SetCustomField")),

  /** CreateDatacenter, Rename_Task, MoveIntoFolder_Task, Destroy_Task, SetField. */
  DATACENTERS(
      "to make datacenters",
      on(On.ROOT, "Datacenter.", "Create", "Delete", "Move", "Rename"),
      on(On.ROOT, "Global.", "SetCustomField")),

  /** ImportVApp, ReconfigVM_Task, CreateSnapshot_Task, MarkAsTemplate, Destroy_Task. */
  IMPORT_IMAGES(
      "to import images",
      on(On.DATACENTER, "Folder.", "Create"),
      on(On.DATACENTER, "VirtualMachine.Inventory.", "Create", "Delete"),
      on(On.DATACENTER, "VirtualMachine.Config.", "AddNewDisk", "AdvancedConfig"),
      on(On.DATACENTER, "VirtualMachine.State.", "CreateSnapshot"),
      on(On.DATACENTER, "VirtualMachine.Provisioning.", "MarkAsTemplate", "MarkAsVM"),
      on(On.CLUSTER, "", "Resource.AssignVMToPool", "VApp.Import"),
      on(On.DATASTORE, "Datastore.", "AllocateSpace")),

  /**
   * PUT /folder, MakeDirectory, MoveDatastoreFile_Task, DeleteDatastoreFile_Task, searches; also
   * CreateDirectory where top folders are objects.
   */
  FILES(
      "to keep files on datastores",
      on(On.DATASTORE, "Datastore.", "Browse", "DeleteFile", "FileManagement"),
      on(On.TOP_FOLDER, "Datastore.", "Config")),

  /** CreateVM_Task for an image's VM from uploaded files. */
  CREATE_VMS(
      "to make VMs of uploaded files",
      on(On.DATACENTER, "VirtualMachine.Config.", "AddExistingDisk", "AddRemoveDevice"),
      on(On.DATACENTER, "VirtualMachine.Interact.", "SetCDMedia")),

  /**
   * CloneVM_Task, ReconfigVM_Task, PromoteDisks_Task, power operations, moves, Rename_Task,
   * Destroy_Task.
   */
  INSTANCES(
      "to make, change and delete instances",
      on(
          On.DATACENTER,
          "VirtualMachine.Inventory.",
          "Create",
          "CreateFromExisting",
          "Delete",
          "Move"),
      on(
          On.DATACENTER,
          "VirtualMachine.Config.",
          "AddNewDisk",
          "AddRemoveDevice",
          "AdvancedConfig",
          "Annotation",
          "CPUCount",
          "DiskExtend",
          "EditDevice",
          "Memory",
          "RemoveDisk",
          "Rename",
          "Settings"),
      on(On.DATACENTER, "VirtualMachine.Interact.", "DeviceConnection", "PowerOff", "PowerOn"),
      on(On.DATACENTER, "VirtualMachine.Provisioning.", "Clone", "DeployTemplate", "PromoteDisks"),
      on(On.CLUSTER, "Resource.", "AssignVMToPool"),
      on(On.DATASTORE, "Datastore.", "AllocateSpace"),
      on(On.NETWORK, "Network.", "Assign")),

  /** ReconfigVM_Task with allocations of CPU, memory, disks and NICs. */
  QUOTAS("for the quotas of flavors", on(On.DATACENTER, "VirtualMachine.Config.", "Resource")),

  /** UpgradeVM_Task. */
  HARDWARE_VERSION(
      "for the hardware version of flavors",
      on(On.DATACENTER, "VirtualMachine.Config.", "UpgradeVirtualHardware")),

  /** SuspendVM_Task. */
  SUSPEND("to suspend instances", on(On.DATACENTER, "VirtualMachine.Interact.", "Suspend")),

  /** CloneVM_Task with a customization, GetCustomizationSpec, CustomizeVM_Task. */
  CUSTOMIZE(
      "to customize guests",
      on(On.DATACENTER, "VirtualMachine.Provisioning.", "Customize", "ReadCustSpecs")),

  /** ReconfigVM_Task that inserts a disc into a drive. */
  DISCS("for config drives", on(On.DATACENTER, "VirtualMachine.Interact.", "SetCDMedia")),

  /** RelocateVM_Task of a running or a stopped VM. */
  MIGRATE("to migrate instances", on(On.DATACENTER, "Resource.", "ColdMigrate", "HotMigrate")),

  /** ReconfigVM_Task that adds an existing disk or removes one. */
  ATTACH(
      "to attach and detach volumes",
      on(On.DATACENTER, "VirtualMachine.Config.", "AddExistingDisk", "RemoveDisk")),

  /** ReconfigureComputeResource_Task with rules. */
  SERVER_GROUPS(
      "to keep server groups as DRS rules", on(On.CLUSTER, "Host.Inventory.", "EditCluster")),

  /** AddPortGroup, UpdatePortGroup, RemovePortGroup; they are asked for on each host. */
  PORT_GROUPS("to keep standard port groups", on(On.CLUSTER, "Host.Config.", "Network")),

  /** CreateFolder and Destroy_Task at the root, SetField. */
  JOURNAL(
      "to keep a journal of what can carry no mark",
      on(On.ROOT, "Folder.", "Create", "Delete"),
      on(On.ROOT, "Global.", "SetCustomField")),

  /** ListKmipServers, CloneVM_Task and ReconfigVM_Task with a virtual TPM. */
  TPM(
      "for virtual TPMs",
      on(On.ROOT, "Cryptographer.", "ManageKeyServers"),
      on(On.DATACENTER, "Cryptographer.", "Clone", "EncryptNew")),

  /** ListKmipServers, GenerateKey, CloneVM_Task and ReconfigVM_Task that encrypt. */
  ENCRYPT(
      "to encrypt instances",
      on(On.ROOT, "Cryptographer.", "ManageKeyServers", "ManageKeys"),
      on(On.DATACENTER, "Cryptographer.", "AddDisk", "Encrypt", "EncryptNew")),

  /** PbmQueryProfile and the other reads of the policy service. */
  STORAGE_POLICIES("to use storage policies", on(On.ROOT, "StorageProfile.", "View")),

  /** CreateSnapshot_Task, RemoveSnapshot_Task, RevertToSnapshot_Task. */
  SNAPSHOTS(
      "for `provision snapshot` and `revert`",
      on(
          On.DATACENTER,
          "VirtualMachine.State.",
          "CreateSnapshot",
          "RemoveSnapshot",
          "RevertToSnapshot")),

  /** RebootGuest, ResetVM_Task. */
  REBOOT("for `provision reboot`", on(On.DATACENTER, "VirtualMachine.Interact.", "Reset")),

  /** AcquireTicket. */
  CONSOLE(
      "for `provision console`", on(On.DATACENTER, "VirtualMachine.Interact.", "ConsoleInteract"));

  /** Used only by commands, never by a playbook. */
  public static final Set<Deed> COMMANDS =
      Collections.unmodifiableSet(EnumSet.of(SNAPSHOTS, REBOOT, CONSOLE));

  /** Those of the commands, and those that few playbooks need. */
  public static final Set<Deed> RARE =
      Collections.unmodifiableSet(
          EnumSet.of(
              SNAPSHOTS,
              REBOOT,
              CONSOLE,
              MIGRATE,
              SERVER_GROUPS,
              PORT_GROUPS,
              JOURNAL,
              STORAGE_POLICIES));

  private final String purpose;
  private final List<NeededPrivilege> needs;

  @SafeVarargs
  Deed(String purpose, List<NeededPrivilege>... needs) {
    this.purpose = purpose;
    List<NeededPrivilege> all = new ArrayList<>();
    for (List<NeededPrivilege> each : needs) {
      all.addAll(each);
    }
    this.needs = List.copyOf(all);
  }

  /** {@code to make folders and mark them}. */
  public String purpose() {
    return purpose;
  }

  public List<NeededPrivilege> needs() {
    return needs;
  }
}
