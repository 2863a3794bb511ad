package dev.provision.modules.datastores;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.spi.Change;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.CallRights;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the calls for datastores need: those of hosts on each host. */
final class DatastoreRights {
  static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activity.of(
                  "to mount datastores on hosts, mark, move and rename them",
                  Activity.call(
                      "CreateNasDatastore, RemoveDatastore, QueryAvailableDisksForVmfs,"
                          + " QueryVmfsDatastoreCreateOptions, CreateVmfsDatastore,"
                          + " QueryVmfsDatastoreExtendOptions, ExtendVmfsDatastore,"
                          + " QueryVmfsDatastoreExpandOptions, ExpandVmfsDatastore, RescanAllHba,"
                          + " RescanVmfs, MountVmfsVolume, UnmountVmfsVolume,"
                          + " UpdateVmfsUnmapPriority, UpdateVmfsUnmapBandwidth, QueryNFSUser, SetNFSUser; they are asked for on"
                          + " each host",
                      on(On.CLUSTER, "Host.Config.", "Storage")),
                  Activity.call(
                      "SearchDatastoreSubFolders_Task", on(On.DATACENTER, "Datastore.", "Browse")),
                  Activity.call("Rename_Task", on(On.DATACENTER, "Datastore.", "Rename")),
                  Activity.call("MoveIntoFolder_Task", on(On.DATACENTER, "Datastore.", "Move")),
                  Activity.call(
                      "DatastoreEnterMaintenanceMode", on(On.DATACENTER, "Datastore.", "Config")),
                  Activity.call(
                      "ConfigureDatastoreIORM_Task", on(On.DATACENTER, "Datastore.", "Config")),
                  Activity.call(
                      "ReconfigureComputeResource_Task",
                      on(On.DATACENTER, "Host.Inventory.", "EditCluster")),
                  Activity.call("SetField", on(On.DATACENTER, "Global.", "SetCustomField")))
              .rarely(),
          Activities.MARKS);

  /** What makes one is called on a host. */
  static final Set<String> ON_HOSTS = Set.of("CreateNasDatastore", "CreateVmfsDatastore");

  private static final CallRights CALLS = new CallRights(ACTIVITIES);

  private DatastoreRights() {}

  /**
   * @param spec empty when it is deleted
   * @param seen empty when it is made
   */
  static List<Right> needs(
      Optional<DatastoreSpec> spec,
      Optional<ObjectState> seen,
      List<Change> changes,
      boolean maintenance) {
    List<Right> all = new ArrayList<>();
    String first = "CreateNasDatastore";
    Set<String> hosts = new TreeSet<>();
    if (spec.isEmpty()) {
      ObjectState there = seen.orElseThrow();
      hosts.addAll(Mounts.of(there.item()).byHost().keySet());
      if (Volume.of(there.item()).isPresent()) {
        first = "RemoveDatastore";
        all.addAll(CALLS.of("SearchDatastoreSubFolders_Task", there.path().toString()));
      }
    } else {
      first = spec.get().volume().isPresent() ? "CreateVmfsDatastore" : first;
      if (seen.isEmpty() && spec.get().isMounted()) {
        hosts.addAll(
            spec.get().hosts().map(HostsSpec::names).orElse(List.of()).stream()
                .map(PlaceName::text)
                .toList());
      } else {
        changes.forEach(change -> Mounts.host(change).ifPresent(hosts::add));
        if (Growth.isGrowing(changes) || Growth.isExtending(changes) || UnmapRows.isIn(changes)) {
          Mounts.of(seen.orElseThrow().item()).byHost().keySet().stream()
              .sorted()
              .findFirst()
              .ifPresent(hosts::add);
        }
      }
    }
    for (String host : hosts) {
      if (InventoryPath.isPath(host)) {
        all.addAll(CALLS.of(first, host));
      }
    }
    if (maintenance) {
      seen.ifPresent(
          there -> all.addAll(CALLS.of("DatastoreEnterMaintenanceMode", there.path().toString())));
    }
    return all;
  }
}
