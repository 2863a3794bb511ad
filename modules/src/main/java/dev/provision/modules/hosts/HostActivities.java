package dev.provision.modules.hosts;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.modules.hosts.settings.HostSettings;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import java.util.Set;

/** What the calls about hosts need. */
final class HostActivities {
  private HostActivities() {}

  static Set<Activity> all() {
    Set<Activity> all =
        Activities.set(
            Activity.of(
                    "to add, move, evacuate and remove hosts",
                    Activity.call(
                        "AddHost_Task", on(On.CLUSTER, "Host.Inventory.", "AddHostToCluster")),
                    Activity.call("AddHost_Task", on(On.CLUSTER, "Resource.", "AssignVMToPool")),
                    Activity.call(
                        "AddStandaloneHost_Task",
                        on(On.DATACENTER, "Host.Inventory.", "AddStandaloneHost")),
                    Activity.call(
                        "MoveInto_Task, MoveIntoFolder_Task",
                        on(On.CLUSTER, "Host.Inventory.", "EditCluster", "MoveHost")),
                    Activity.call(
                        "EnterMaintenanceMode_Task, ExitMaintenanceMode_Task",
                        on(On.CLUSTER, "Host.Config.", "Maintenance")),
                    Activity.call(
                        "DisconnectHost_Task, ReconnectHost_Task",
                        on(On.CLUSTER, "Host.Config.", "Connection")),
                    Activity.call(
                        "Destroy_Task", on(On.CLUSTER, "Host.Inventory.", "RemoveHostFromCluster")),
                    Activity.call("SetField", on(On.CLUSTER, "Global.", "SetCustomField")))
                .rarely(),
            Activities.MARKS,
            Activities.JOURNAL);
    all.addAll(HostSettings.activities());
    return all;
  }
}
