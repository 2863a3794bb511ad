package dev.provision.vsphere;

import java.util.List;
import java.util.stream.Stream;

/**
 * A privilege that making, changing and deleting needs, on one sort of object (the table of Nova's
 * hypervisor-vmware.rst, and what the VM operations of ours add to it).
 *
 * @param id as vCenter calls it, {@code VirtualMachine.Inventory.Create}
 */
record NeededPrivilege(On on, String id) {
  /** Where it is asked for. */
  enum On {
    DATACENTER,
    CLUSTER,
    DATASTORE,
    NETWORK
  }

  static final List<NeededPrivilege> ALL =
      Stream.of(
              on(On.DATACENTER, "Folder.", "Create", "Delete"),
              on(
                  On.DATACENTER,
                  "VirtualMachine.Inventory.",
                  "Create",
                  "CreateFromExisting",
                  "Delete",
                  "Move",
                  "Register",
                  "Unregister"),
              on(
                  On.DATACENTER,
                  "VirtualMachine.Config.",
                  "AddExistingDisk",
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
                  "Resource",
                  "Settings",
                  "UpgradeVirtualHardware"),
              on(
                  On.DATACENTER,
                  "VirtualMachine.Interact.",
                  "DeviceConnection",
                  "PowerOff",
                  "PowerOn",
                  "Reset",
                  "SetCDMedia",
                  "Suspend"),
              on(
                  On.DATACENTER,
                  "VirtualMachine.Provisioning.",
                  "Clone",
                  "Customize",
                  "DeployTemplate",
                  "MarkAsTemplate",
                  "MarkAsVM"),
              on(
                  On.DATACENTER,
                  "VirtualMachine.State.",
                  "CreateSnapshot",
                  "RemoveSnapshot",
                  "RevertToSnapshot"),
              on(On.CLUSTER, "", "Resource.AssignVMToPool", "VApp.Import"),
              on(
                  On.DATASTORE,
                  "Datastore.",
                  "AllocateSpace",
                  "Browse",
                  "DeleteFile",
                  "FileManagement"),
              on(On.NETWORK, "Network.", "Assign"))
          .flatMap(List::stream)
          .toList();

  private static List<NeededPrivilege> on(On on, String prefix, String... names) {
    return Stream.of(names).map(name -> new NeededPrivilege(on, prefix + name)).toList();
  }

  static List<String> ids(On on) {
    return ALL.stream().filter(each -> each.on() == on).map(NeededPrivilege::id).toList();
  }
}
