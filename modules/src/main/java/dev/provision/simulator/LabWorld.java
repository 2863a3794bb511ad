package dev.provision.simulator;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostMountInfo;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import com.vmware.vim25.Tag;
import dev.provision.simulator.LabSpec.ClusterSpec;
import dev.provision.simulator.LabSpec.DatacenterSpec;
import dev.provision.simulator.LabSpec.DatastoreSpec;
import dev.provision.simulator.LabSpec.HostSpec;
import dev.provision.simulator.LabSpec.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the world that a lab file declares. */
final class LabWorld {
  private final World world;

  LabWorld(World world) {
    this.world = world;
  }

  static World.Settings settings(LabSpec lab) {
    return new World.Settings(
        lab.speed().doubleValue(),
        lab.guestDelay(),
        lab.sessionTimeout(),
        lab.memoryRatio().doubleValue(),
        lab.apiVersion());
  }

  void build(LabSpec lab) {
    Managed root = Services.root(world);
    lab.datacenters()
        .forEach((name, spec) -> datacenter(FolderMethods.datacenter(world, root, name), spec));
  }

  private void datacenter(Managed datacenter, DatacenterSpec spec) {
    Map<String, Managed> hosts = new LinkedHashMap<>();
    Managed hostFolder = folder(datacenter, "hostFolder");
    spec.clusters()
        .forEach(
            (name, cluster) -> {
              Managed made = cluster(world, hostFolder, name, cluster.drs());
              if (cluster.drsMode() == LabSpec.DrsMode.MANUAL) {
                made.get("configurationEx", ClusterConfigInfoEx.class).drsConfig.defaultVmBehavior =
                    DrsBehavior.manual;
              }
              addHosts(made, cluster, hosts);
            });
    spec.datastores()
        .forEach(
            (name, store) -> datastore(folder(datacenter, "datastoreFolder"), name, store, hosts));
    Map<String, Managed> switches = new LinkedHashMap<>();
    spec.networks()
        .forEach(
            (name, network) ->
                network(folder(datacenter, "networkFolder"), name, network, hosts, switches));
    new LabTemplates(world).add(datacenter, spec, List.copyOf(hosts.values()));
  }

  private Managed folder(Managed datacenter, String property) {
    return world.need(datacenter.get(property, ManagedObjectReference.class));
  }

  static Managed cluster(World world, Managed parent, String name, boolean drs) {
    Managed made = world.add("ClusterComputeResource", "domain-c");
    ClusterConfigInfoEx config = new ClusterConfigInfoEx();
    config.drsConfig = new ClusterDrsConfigInfo();
    config.drsConfig.enabled = drs;
    config.drsConfig.defaultVmBehavior = DrsBehavior.fullyAutomated;
    config.vmSwapPlacement = "vmDirectory";
    world.set(made, "name", name);
    world.set(made, "configurationEx", config);
    world.set(made, "parent", parent.ref());
    Managed pool = PoolMethods.pool(world, made, "Resources", allocation());
    world.set(made, "resourcePool", pool.ref());
    world.set(made, "environmentBrowser", world.add("EnvironmentBrowser", "envbrowser-").ref());
    return made;
  }

  static ResourceConfigSpec allocation() {
    ResourceConfigSpec spec = new ResourceConfigSpec();
    spec.cpuAllocation = unlimited();
    spec.memoryAllocation = unlimited();
    return spec;
  }

  private static ResourceAllocationInfo unlimited() {
    ResourceAllocationInfo info = new ResourceAllocationInfo();
    info.reservation = 0L;
    info.expandableReservation = true;
    info.limit = -1L;
    info.shares = new SharesInfo();
    info.shares.level = SharesLevel.normal;
    info.shares.shares = 4000;
    return info;
  }

  private void addHosts(Managed cluster, ClusterSpec spec, Map<String, Managed> hosts) {
    spec.hosts()
        .forEach(
            (key, host) -> {
              for (String name : LabFile.names(key, host)) {
                hosts.put(name, host(world, cluster, name, host));
              }
            });
  }

  static Managed host(World world, Managed cluster, String name, HostSpec spec) {
    Managed made = world.add("HostSystem", "host-");
    HostHardwareSummary hardware = new HostHardwareSummary();
    hardware.vendor = "provision";
    hardware.model = "simulated host";
    hardware.uuid = world.uuid();
    hardware.memorySize = spec.memory().bytes();
    hardware.cpuModel = "simulated CPU";
    hardware.cpuMhz = 2400;
    hardware.numCpuThreads = (short) spec.cpus();
    hardware.numCpuCores = (short) Math.max(1, spec.cpus() / 2);
    hardware.numCpuPkgs = 1;
    hardware.numNics = 2;
    hardware.numHBAs = 1;
    HostRuntimeInfo runtime = new HostRuntimeInfo();
    runtime.connectionState = HostSystemConnectionState.connected;
    runtime.powerState = HostSystemPowerState.poweredOn;
    runtime.inMaintenanceMode = spec.maintenance();
    runtime.bootTime = world.calendar();
    world.set(made, "name", name);
    world.set(made, Derived.HARDWARE, hardware);
    world.set(made, "runtime", runtime);
    world.set(made, Derived.QUARANTINE, spec.quarantine());
    world.set(made, Derived.NEWEST, spec.hardware());
    world.set(made, "network", new ManagedObjectReference[0]);
    world.set(made, "parent", cluster.ref());
    Managed browser = world.add("HostDatastoreBrowser", "datastoreBrowser-");
    world.set(made, "datastoreBrowser", browser.ref());
    HostMethods.managers(world, made);
    return made;
  }

  private void datastore(
      Managed folder, String name, DatastoreSpec spec, Map<String, Managed> hosts) {
    List<Managed> mounts = new ArrayList<>();
    for (Map.Entry<String, Managed> host : hosts.entrySet()) {
      if (spec.mounts().isEmpty() || spec.mounts().contains(host.getKey())) {
        mounts.add(host.getValue());
      }
    }
    datastore(world, folder, name, spec.type(), spec.size().bytes(), mounts);
  }

  static Managed datastore(
      World world, Managed folder, String name, String type, long bytes, List<Managed> hosts) {
    Managed made = world.add("Datastore", "datastore-");
    world.set(made, "name", name);
    world.set(made, Derived.CAPACITY, bytes);
    world.set(made, "sim.type", type);
    world.set(
        made,
        "host",
        hosts.stream().map(host -> mount(made, host)).toArray(DatastoreHostMount[]::new));
    Managed browser = world.add("HostDatastoreBrowser", "datastoreBrowser-");
    world.set(browser, "datastore", new ManagedObjectReference[] {made.ref()});
    world.set(made, "browser", browser.ref());
    world.set(made, "parent", folder.ref());
    return made;
  }

  static DatastoreHostMount mount(Managed datastore, Managed host) {
    DatastoreHostMount mount = new DatastoreHostMount();
    mount.key = host.ref();
    mount.mountInfo = new HostMountInfo();
    mount.mountInfo.path = "/vmfs/volumes/" + datastore.id();
    mount.mountInfo.accessMode = "readWrite";
    mount.mountInfo.mounted = true;
    mount.mountInfo.accessible = true;
    return mount;
  }

  private void network(
      Managed folder,
      String name,
      NetworkSpec spec,
      Map<String, Managed> hosts,
      Map<String, Managed> switches) {
    Managed made;
    if (spec.distributedSwitch().isPresent()) {
      Managed dvs =
          switches.computeIfAbsent(
              spec.distributedSwitch().get(),
              key -> SwitchMethods.dvs(world, folder, key, List.copyOf(hosts.values())));
      made = SwitchMethods.portgroup(world, folder, dvs, name, spec.vlan());
      if (spec.uplink()) {
        Tag tag = new Tag();
        tag.key = NetworkModel.UPLINKS;
        world.set(made, "tag", new Tag[] {tag});
      }
    } else if (spec.opaque().isPresent()) {
      made = NetworkModel.opaque(world, folder, name, spec.opaque().get());
    } else {
      made = world.add("Network", "network-");
      world.set(made, "name", name);
      world.set(made, "parent", folder.ref());
    }
    for (Map.Entry<String, Managed> host : hosts.entrySet()) {
      if (spec.hosts().isEmpty() || spec.hosts().contains(host.getKey())) {
        NetworkModel.add(world, host.getValue(), made);
      }
    }
  }
}
