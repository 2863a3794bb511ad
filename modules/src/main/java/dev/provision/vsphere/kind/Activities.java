package dev.provision.vsphere.kind;

import static dev.provision.vsphere.kind.Activity.call;
import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.vsphere.kind.NeededPrivilege.On;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The activities of commands and of most kinds. A kind may also have its own in its class, as
 * resource pools do.
 */
public final class Activities {
  private Activities() {}

  /** The first mark defines an attribute, once for the vCenter. */
  public static final Activity MARKS =
      Activity.of(
          "once, to define the custom attribute `provision`",
          call("AddCustomFieldDef", on(On.ATTRIBUTE, "Global.", "ManageCustomFields")));

  public static final Activity FOLDERS =
      Activity.of(
          "to make folders and mark them",
          call("CreateFolder", on(On.DATACENTER, "Folder.", "Create")),
          call("Destroy_Task, UnregisterAndDestroy_Task", on(On.DATACENTER, "Folder.", "Delete")),
          call("Rename_Task", on(On.DATACENTER, "Folder.", "Rename")),
          call("SetField", on(On.DATACENTER, "Global.", "SetCustomField")));

  public static final Activity IMPORT_IMAGES =
      Activity.of(
          "to import images",
          call(
              "ImportVApp, ReconfigVM_Task, CreateSnapshot_Task, MarkAsTemplate, Destroy_Task",
              on(On.DATACENTER, "Folder.", "Create"),
              on(On.DATACENTER, "VirtualMachine.Inventory.", "Create", "Delete"),
              on(On.DATACENTER, "VirtualMachine.Config.", "AddNewDisk", "AdvancedConfig"),
              on(On.DATACENTER, "VirtualMachine.State.", "CreateSnapshot"),
              on(On.DATACENTER, "VirtualMachine.Provisioning.", "MarkAsTemplate", "MarkAsVM"),
              on(On.CLUSTER, "", "Resource.AssignVMToPool", "VApp.Import"),
              on(On.DATASTORE, "Datastore.", "AllocateSpace")));

  public static final Activity FILES =
      Activity.of(
          "to keep files on datastores",
          call(
              "PUT /folder, MakeDirectory, MoveDatastoreFile_Task, DeleteDatastoreFile_Task, searches; also CreateDirectory where top folders are objects. /",
              on(On.DATASTORE, "Datastore.", "Browse", "DeleteFile", "FileManagement"),
              on(On.TOP_FOLDER, "Datastore.", "Config")));

  public static final Activity CREATE_VMS =
      Activity.of(
          "to make VMs of uploaded files",
          call(
              "CreateVM_Task for an image's VM from uploaded files",
              on(On.DATACENTER, "VirtualMachine.Config.", "AddExistingDisk", "AddRemoveDevice"),
              on(On.DATACENTER, "VirtualMachine.Interact.", "SetCDMedia")));

  public static final Activity INSTANCES =
      Activity.of(
          "to make, change and delete instances",
          call(
              "CloneVM_Task",
              on(On.DATACENTER, "VirtualMachine.Inventory.", "CreateFromExisting"),
              on(On.DATACENTER, "VirtualMachine.Provisioning.", "Clone", "DeployTemplate"),
              on(On.CLUSTER, "Resource.", "AssignVMToPool"),
              on(On.DATASTORE, "Datastore.", "AllocateSpace"),
              on(On.NETWORK, "Network.", "Assign")),
          call("CreateVM_Task", on(On.DATACENTER, "VirtualMachine.Inventory.", "Create")),
          call("Destroy_Task", on(On.DATACENTER, "VirtualMachine.Inventory.", "Delete")),
          call("MoveIntoFolder_Task", on(On.DATACENTER, "VirtualMachine.Inventory.", "Move")),
          call("Rename_Task", on(On.DATACENTER, "VirtualMachine.Config.", "Rename")),
          call(
              "ReconfigVM_Task",
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
                  "Settings"),
              on(On.DATACENTER, "VirtualMachine.Interact.", "DeviceConnection")),
          call("PowerOffVM_Task", on(On.DATACENTER, "VirtualMachine.Interact.", "PowerOff")),
          call(
              "PowerOnVM_Task, PowerOnMultiVM_Task",
              on(On.DATACENTER, "VirtualMachine.Interact.", "PowerOn")),
          call(
              "PromoteDisks_Task",
              on(On.DATACENTER, "VirtualMachine.Provisioning.", "PromoteDisks")));

  public static final Activity QUOTAS =
      Activity.of(
          "for the quotas of flavors",
          call(
              "ReconfigVM_Task with allocations of CPU, memory, disks and NICs",
              on(On.DATACENTER, "VirtualMachine.Config.", "Resource")));

  public static final Activity HARDWARE_VERSION =
      Activity.of(
          "for the hardware version of flavors",
          call(
              "UpgradeVM_Task",
              on(On.DATACENTER, "VirtualMachine.Config.", "UpgradeVirtualHardware")));

  public static final Activity SUSPEND =
      Activity.of(
          "to suspend instances",
          call("SuspendVM_Task", on(On.DATACENTER, "VirtualMachine.Interact.", "Suspend")));

  public static final Activity CUSTOMIZE =
      Activity.of(
          "to customize guests",
          call(
              "CloneVM_Task with a customization, GetCustomizationSpec, CustomizeVM_Task",
              on(On.DATACENTER, "VirtualMachine.Provisioning.", "Customize", "ReadCustSpecs")));

  public static final Activity DISCS =
      Activity.of(
          "for config drives",
          call(
              "ReconfigVM_Task that inserts a disc into a drive",
              on(On.DATACENTER, "VirtualMachine.Interact.", "SetCDMedia")));

  public static final Activity MIGRATE =
      Activity.of(
              "to migrate instances",
              call(
                  "RelocateVM_Task of a running or a stopped VM",
                  on(On.DATACENTER, "Resource.", "ColdMigrate", "HotMigrate")))
          .rarely();

  public static final Activity ATTACH =
      Activity.of(
          "to attach and detach volumes",
          call(
              "ReconfigVM_Task that adds an existing disk or removes one",
              on(On.DATACENTER, "VirtualMachine.Config.", "AddExistingDisk", "RemoveDisk")));

  public static final Activity SERVER_GROUPS =
      Activity.of(
              "to keep server groups as DRS rules",
              call(
                  "ReconfigureComputeResource_Task with rules",
                  on(On.CLUSTER, "Host.Inventory.", "EditCluster")))
          .rarely();

  public static final Activity PORT_GROUPS =
      Activity.of(
              "to keep standard port groups",
              call(
                  "AddPortGroup, UpdatePortGroup, RemovePortGroup; they are asked for on each host",
                  on(On.CLUSTER, "Host.Config.", "Network")))
          .rarely();

  public static final Activity JOURNAL =
      Activity.of(
              "to keep a journal of what can carry no mark",
              call("CreateFolder", on(On.ROOT, "Folder.", "Create")),
              call("Destroy_Task", on(On.ROOT, "Folder.", "Delete")),
              call("SetField", on(On.ROOT, "Global.", "SetCustomField")))
          .rarely();

  public static final Activity CUSTOM_VALUES =
      Activity.of(
              "to set custom attributes of instances",
              call("SetField", on(On.DATACENTER, "Global.", "SetCustomField")))
          .rarely();

  public static final Activity TAGS =
      Activity.of(
              "to give objects tags",
              call(
                  "attach-multiple-tags-to-object, detach-multiple-tags-from-object of the REST API",
                  on(On.ROOT, "InventoryService.Tagging.", "AttachTag", "ObjectAttachable")))
          .rarely();

  public static final Activity TPM =
      Activity.of(
          "for virtual TPMs",
          call(
              "ListKmipServers, CloneVM_Task and ReconfigVM_Task with a virtual TPM",
              on(On.ROOT, "Cryptographer.", "ManageKeyServers"),
              on(On.DATACENTER, "Cryptographer.", "Clone", "EncryptNew")));

  public static final Activity ENCRYPT =
      Activity.of(
          "to encrypt instances",
          call(
              "ListKmipServers, GenerateKey, CloneVM_Task and ReconfigVM_Task that encrypt",
              on(On.ROOT, "Cryptographer.", "ManageKeyServers", "ManageKeys"),
              on(On.DATACENTER, "Cryptographer.", "AddDisk", "Encrypt", "EncryptNew")));

  public static final Activity STORAGE_POLICIES =
      Activity.of(
              "to use storage policies",
              call(
                  "PbmQueryProfile and the other reads of the policy service",
                  on(On.ROOT, "StorageProfile.", "View")))
          .rarely();

  public static final Activity SNAPSHOTS =
      Activity.of(
              "for `provision snapshot` and `revert`",
              call(
                  "CreateSnapshot_Task",
                  on(On.DATACENTER, "VirtualMachine.State.", "CreateSnapshot")),
              call(
                  "RemoveSnapshot_Task",
                  on(On.DATACENTER, "VirtualMachine.State.", "RemoveSnapshot")),
              call(
                  "RevertToSnapshot_Task",
                  on(On.DATACENTER, "VirtualMachine.State.", "RevertToSnapshot")))
          .rarely();

  public static final Activity REBOOT =
      Activity.of(
              "for `provision reboot`",
              call(
                  "RebootGuest, ResetVM_Task",
                  on(On.DATACENTER, "VirtualMachine.Interact.", "Reset")))
          .rarely();

  public static final Activity CONSOLE =
      Activity.of(
              "for `provision console`",
              call(
                  "AcquireTicket",
                  on(On.DATACENTER, "VirtualMachine.Interact.", "ConsoleInteract")))
          .rarely();

  /** Used only by commands, never by a playbook. */
  public static final Set<Activity> COMMANDS = set(SNAPSHOTS, REBOOT, CONSOLE);

  /** A set that keeps this order, in which their privileges are listed. */
  public static Set<Activity> set(Activity... activities) {
    return new LinkedHashSet<>(List.of(activities));
  }
}
