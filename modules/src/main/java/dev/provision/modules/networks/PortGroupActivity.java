package dev.provision.modules.networks;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege.On;

/** What keeping a distributed port group needs. */
final class PortGroupActivity {
  static final Activity KEEPING =
      Activity.of(
              "to keep distributed port groups",
              Activity.call("AddDVPortgroup_Task", on(On.DATACENTER, "DVPortgroup.", "Create")),
              Activity.call(
                  "ReconfigureDVPortgroup_Task, Rename_Task",
                  on(On.DATACENTER, "DVPortgroup.", "Modify")),
              Activity.call(
                  "the policy of a port group: what its ports may override",
                  on(On.DATACENTER, "DVPortgroup.", "PolicyOp")),
              Activity.call("MoveIntoFolder_Task", on(On.DATACENTER, "Network.", "Move")),
              Activity.call("Destroy_Task", on(On.DATACENTER, "DVPortgroup.", "Delete")),
              Activity.call("SetField", on(On.DATACENTER, "Global.", "SetCustomField")))
          .rarely();

  private PortGroupActivity() {}
}
