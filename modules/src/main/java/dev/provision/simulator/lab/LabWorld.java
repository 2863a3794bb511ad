package dev.provision.simulator.lab;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import com.vmware.vim25.HostVirtualSwitchSpec;
import dev.provision.simulator.compute.ClusterComputeResource;
import dev.provision.simulator.compute.HostModel;
import dev.provision.simulator.compute.HostSystem;
import dev.provision.simulator.compute.NewCompute;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.lab.LabSpec.ClusterSpec;
import dev.provision.simulator.lab.LabSpec.DatacenterSpec;
import dev.provision.simulator.lab.LabSpec.DatastoreSpec;
import dev.provision.simulator.lab.LabSpec.FoldersSpec;
import dev.provision.simulator.lab.LabSpec.HostSpec;
import dev.provision.simulator.lab.LabSpec.NetworkSpec;
import dev.provision.simulator.lab.LabSpec.SwitchSpec;
import dev.provision.simulator.network.DistributedVirtualPortgroup;
import dev.provision.simulator.network.DistributedVirtualSwitch;
import dev.provision.simulator.network.HostNetworkSystem;
import dev.provision.simulator.network.Network;
import dev.provision.simulator.network.OpaqueNetwork;
import dev.provision.simulator.server.User;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.Lun;
import dev.provision.simulator.storage.NasExport;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.simulator.world.WorldSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the world that a lab file declares. */
public final class LabWorld {
  private final World world;
  private final DatastoreContents files;

  public LabWorld(World world, DatastoreContents files) {
    this.world = world;
    this.files = files;
  }

  public static WorldSettings settings(LabSpec lab) {
    return new WorldSettings(
            lab.speed().doubleValue(),
            lab.guestDelay(),
            lab.sessionTimeout(),
            lab.memoryRatio().doubleValue(),
            lab.apiVersion())
        .of(lab.esxi());
  }

  /** Who may log in. */
  public static List<User> users(LabSpec lab) {
    return lab.users().entrySet().stream()
        .map(
            each ->
                new User(
                    each.getKey(),
                    each.getValue().password(),
                    each.getValue().privileges(),
                    each.getValue().denied(),
                    each.getValue().groups(),
                    false))
        .toList();
  }

  public void build(LabSpec lab) {
    Managed root = Folder.root(world);
    lab.folders().forEach(path -> Folder.path(world, root, path));
    lab.datacenters()
        .forEach(
            (name, spec) -> {
              Managed in = Folder.path(world, root, spec.folder().orElse(""));
              datacenter(Datacenter.create(world, in, name), spec);
            });
    new LabRights(world).build(lab);
    lab.nas()
        .forEach((server, exports) -> exports.forEach((path, export) -> nas(server, path, export)));
  }

  private void nas(String server, String path, LabSpec.ExportSpec export) {
    NasExport.declare(
        world, server, path, export.size().bytes(), export.readOnly(), export.refuses());
  }

  private void datacenter(Managed datacenter, DatacenterSpec spec) {
    Map<String, Managed> hosts = new LinkedHashMap<>();
    spec.folders().ifPresent(folders -> folders(datacenter, folders));
    Map<String, Managed> clusters = new LinkedHashMap<>();
    spec.clusters()
        .forEach(
            (name, cluster) -> {
              Managed in = folder(datacenter, "hostFolder", cluster.folder());
              Managed made =
                  world.settings().esxi()
                      ? NewCompute.ofHost(world, in, name)
                      : ClusterComputeResource.create(world, in, name, cluster.drs());
              if (made.is("ClusterComputeResource")) {
                clusters.put(name, made);
              }
              if (!world.settings().esxi() && cluster.drsMode() == LabSpec.DrsMode.MANUAL) {
                made.get("configurationEx", ClusterConfigInfoEx.class).drsConfig.defaultVmBehavior =
                    DrsBehavior.manual;
              }
              addHosts(made, cluster, hosts);
            });
    spec.datastores()
        .forEach(
            (name, store) ->
                datastore(
                    folder(datacenter, "datastoreFolder", store.folder()), name, store, hosts));
    Map<String, Managed> switches = new LinkedHashMap<>();
    spec.switches()
        .forEach(
            (name, dvs) ->
                switches.put(
                    name,
                    LabSwitches.create(
                        world,
                        folder(datacenter, "networkFolder", dvs.folder()),
                        name,
                        dvs,
                        hosts)));
    spec.networks()
        .forEach(
            (name, network) ->
                network(
                    folder(datacenter, "networkFolder", network.folder()),
                    name,
                    network,
                    hosts,
                    switches));
    spec.clusters()
        .values()
        .forEach(
            cluster ->
                cluster
                    .hosts()
                    .forEach(
                        (key, host) ->
                            host.names(key)
                                .forEach(name -> LabAdapters.add(world, hosts.get(name), host))));
    new LabTemplates(world, files).add(datacenter, spec, List.copyOf(hosts.values()));
    LabCluster parts = new LabCluster(world, datacenter, hosts);
    clusters.forEach((name, made) -> parts.fill(made, spec.clusters().get(name)));
  }

  private void folders(Managed datacenter, FoldersSpec spec) {
    spec.vm().forEach(path -> folder(datacenter, "vmFolder", Optional.of(path)));
    spec.host().forEach(path -> folder(datacenter, "hostFolder", Optional.of(path)));
    spec.datastore().forEach(path -> folder(datacenter, "datastoreFolder", Optional.of(path)));
    spec.network().forEach(path -> folder(datacenter, "networkFolder", Optional.of(path)));
  }

  private Managed folder(Managed datacenter, String property, Optional<String> path) {
    return Folder.path(world, Datacenter.folder(world, datacenter, property), path.orElse(""));
  }

  private void addHosts(Managed cluster, ClusterSpec spec, Map<String, Managed> hosts) {
    spec.hosts()
        .forEach(
            (key, host) -> {
              for (String name : host.names(key)) {
                Managed made = HostSystem.create(world, cluster, name, model(host));
                host.switches().forEach((on, each) -> addSwitch(made, on, each));
                host.luns().forEach((lun, each) -> Lun.connect(world, made, lun, each.model()));
                host.settings().ifPresent(each -> each.declare(world, made));
                hosts.put(name, made);
              }
            });
  }

  private void addSwitch(Managed host, String name, SwitchSpec spec) {
    HostVirtualSwitchSpec made = new HostVirtualSwitchSpec();
    made.mtu = spec.mtu();
    if (!spec.nics().isEmpty()) {
      HostVirtualSwitchBondBridge bridge = new HostVirtualSwitchBondBridge();
      bridge.nicDevice = spec.nics().toArray(String[]::new);
      made.bridge = bridge;
    }
    HostNetworkSystem.declareSwitch(world, host, name, made);
  }

  private static HostModel model(HostSpec spec) {
    return new HostModel(
        spec.cpus(),
        spec.memory().bytes(),
        spec.maintenance(),
        spec.quarantine(),
        spec.hardware(),
        spec.nics());
  }

  private void datastore(
      Managed folder, String name, DatastoreSpec spec, Map<String, Managed> hosts) {
    List<Managed> mounts = new ArrayList<>();
    for (Map.Entry<String, Managed> host : hosts.entrySet()) {
      if (spec.mounts().isEmpty() || spec.mounts().contains(host.getKey())) {
        mounts.add(host.getValue());
      }
    }
    Datastore.create(world, folder, name, spec.type(), spec.size().bytes(), mounts);
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
              key ->
                  DistributedVirtualSwitch.create(world, folder, key, List.copyOf(hosts.values())));
      made = DistributedVirtualPortgroup.create(world, folder, dvs, name, spec.vlan());
      if (spec.uplink()) {
        DistributedVirtualPortgroup.becomeUplink(world, made);
      }
    } else if (spec.opaque().isPresent()) {
      made = OpaqueNetwork.create(world, folder, name, spec.opaque().get());
    } else {
      made = Network.create(world, folder, name);
    }
    for (Map.Entry<String, Managed> host : hosts.entrySet()) {
      if (!spec.hosts().isEmpty() && !spec.hosts().contains(host.getKey())) {
        continue;
      }
      if (made.type().equals("Network")) {
        HostNetworkSystem.declare(world, host.getValue(), name, spec.vlan(), spec.vswitch());
      } else {
        Network.add(world, host.getValue(), made);
      }
    }
  }
}
