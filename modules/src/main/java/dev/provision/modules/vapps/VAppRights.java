package dev.provision.modules.vapps;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.CallRights;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the calls for vApps need, and on what, where it is more than the vApp (vSphere API). */
final class VAppRights {
  private static final String MOVE = "MoveIntoResourcePool";
  private static final String UPDATE = "UpdateVAppConfig";

  static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activity.of(
                  "to keep vApps",
                  Activity.call("CreateVApp", on(On.CLUSTER, "VApp.", "Create")),
                  Activity.call("Rename_Task", on(On.CLUSTER, "VApp.", "Rename")),
                  Activity.call("UpdateConfig", on(On.CLUSTER, "VApp.", "ResourceConfig")),
                  Activity.call(UPDATE, on(On.CLUSTER, "VApp.", "ApplicationConfig")),
                  Activity.call(
                      MOVE,
                      on(On.CLUSTER, "VApp.", "Move", "AssignVApp"),
                      on(On.CLUSTER, "Resource.", "AssignVAppToPool")),
                  Activity.call("Destroy_Task", on(On.CLUSTER, "VApp.", "Delete")),
                  Activity.call("SetField", on(On.CLUSTER, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS);

  /** The methods that need different privileges on different objects, or for different fields. */
  static final Set<String> OWN = Set.of(MOVE, UPDATE);

  private static final CallRights CALLS = new CallRights(ACTIVITIES);

  private VAppRights() {}

  /**
   * @param folder in which it is shown
   */
  static List<Right> toDelete(Optional<String> folder) {
    return folder.map(path -> CALLS.of("Destroy_Task", path)).orElse(List.of());
  }

  /**
   * To say how instances start and stop.
   *
   * @param seen its path; empty while it does not exist
   */
  static List<Right> toOrder(ObjectDesired<VAppSpec> desired, Optional<InventoryPath> seen) {
    return desired.spec().members().isEmpty()
        ? List.of()
        : seen.or(desired::path).map(path -> CALLS.of(UPDATE, path.toString())).orElse(List.of());
  }

  /**
   * @param writes whether its allocations change
   */
  static List<Right> toChange(ObjectState state, VAppSpec spec, boolean writes) {
    String above = state.path().parent().toString();
    List<Right> all = new ArrayList<>();
    if (writes) {
      all.addAll(CALLS.of("UpdateConfig", above));
    }
    Optional<String> to =
        state.wanted().map(path -> path.parent().toString()).filter(path -> !path.equals(above));
    if (to.isPresent()) {
      String target = spec.vapp().isPresent() ? "VApp.AssignVApp" : "Resource.AssignVAppToPool";
      all.add(new Right("VApp.Move", state.path().toString(), MOVE));
      all.add(new Right("VApp.Move", above, MOVE));
      all.add(new Right(target, to.get(), MOVE));
    }
    return all;
  }
}
