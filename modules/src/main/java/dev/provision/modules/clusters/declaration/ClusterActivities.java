package dev.provision.modules.clusters.declaration;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import java.util.Set;

/** What it takes to make a cluster and keep its settings. */
public final class ClusterActivities {
  public static final Set<Activity> ALL =
      Activities.set(
          Activity.of(
                  "to make clusters and keep their settings",
                  Activity.call(
                      "CreateClusterEx", on(On.DATACENTER, "Host.Inventory.", "CreateCluster")),
                  Activity.call(
                      "ReconfigureComputeResource_Task",
                      on(On.DATACENTER, "Host.Inventory.", "EditCluster")),
                  Activity.call(
                      "ConfigureEvcMode_Task, DisableEvcMode_Task",
                      on(On.DATACENTER, "Host.Inventory.", "EditCluster")),
                  Activity.call(
                      "Rename_Task", on(On.DATACENTER, "Host.Inventory.", "RenameCluster")),
                  Activity.call(
                      "MoveIntoFolder_Task", on(On.DATACENTER, "Host.Inventory.", "MoveCluster")),
                  Activity.call(
                      "Destroy_Task", on(On.DATACENTER, "Host.Inventory.", "DeleteCluster")),
                  Activity.call("SetField", on(On.DATACENTER, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS);

  private ClusterActivities() {}
}
