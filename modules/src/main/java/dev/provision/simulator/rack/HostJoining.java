package dev.provision.simulator.rack;

import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.HostConnectInfo;
import com.vmware.vim25.HostConnectInfoNetworkInfo;
import com.vmware.vim25.HostConnectSpec;
import com.vmware.vim25.HostDatastoreConnectInfo;
import com.vmware.vim25.HostDatastoreNameConflictConnectInfo;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.NetworkSummary;
import dev.provision.simulator.compute.ClusterEvcManager;
import dev.provision.simulator.compute.HostSystem;
import dev.provision.simulator.compute.NewCompute;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.network.HostNetworkSystem;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.storage.Lun;
import dev.provision.simulator.storage.Vmfs;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds hosts to clusters and folders, and looks at those that could be added. A host comes with its
 * local datastores and with the port group that every new ESXi host has.
 */
public final class HostJoining implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(300);
  private static final String NETWORK = "VM Network";

  private final World world;
  private final Tasks tasks;
  private final Rack rack;

  public HostJoining(World world, Tasks tasks, Rack rack) {
    this.world = world;
    this.tasks = tasks;
    this.rack = rack;
  }

  @Override
  public void register(Registry registry) {
    registry
        .on(
            "ClusterComputeResource",
            "AddHost_Task",
            "Host.Inventory.AddHostToCluster",
            in -> add(in, in.flag("asConnected", true)))
        .on(
            "Folder",
            "AddStandaloneHost_Task",
            "Host.Inventory.AddStandaloneHost",
            in -> add(in, in.flag("addConnected", true)))
        .on("Datacenter", "QueryConnectionInfoViaSpec", "System.View", this::look);
  }

  private Object add(Invocation in, boolean connected) throws VimFault {
    Managed above = in.self();
    boolean alone = above.is("Folder");
    if (alone) {
      Folder.accepts(world, above, "ComputeResource");
    }
    HostConnectSpec spec = in.need("spec", HostConnectSpec.class);
    return tasks.start(
        in,
        above,
        TIME,
        plan -> {
          if (alone) {
            plan.name(above, String.valueOf(spec.hostName));
          } else {
            plan.lock(above);
          }
          RackHost host = rack.joining(spec);
          demandNew(host);
          if (!alone) {
            ClusterEvcManager.admit(above, host.evc());
          }
          return () -> {
            demandNew(host);
            Managed compute = alone ? NewCompute.ofHost(world, above, host.address()) : above;
            Managed made = HostSystem.create(world, compute, host.address(), host.model());
            HostSystem.connected(world, made, connected);
            host.evc().ifPresent(mode -> world.set(made, HostSystem.EVC, mode));
            bring(host, made);
            rack.takenOver(host.address());
            return alone ? compute.ref() : made.ref();
          };
        });
  }

  private void demandNew(RackHost host) throws VimFault {
    for (Managed each : world.all("HostSystem")) {
      if (each.name().equals(host.address())) {
        throw Refuse.duplicate(host.address(), each.ref());
      }
    }
  }

  /** A host that the lab describes has what it says; others have nothing but themselves. */
  private void bring(RackHost host, Managed made) {
    if (host.account().isEmpty()) {
      return;
    }
    HostNetworkSystem.declare(world, made, NETWORK, 0, "vSwitch0");
    host.luns().forEach((name, lun) -> Lun.connect(world, made, name, lun));
    Vmfs.rescan(world, made);
    Managed folder = Datacenter.folder(world, made, "datastoreFolder");
    host.datastores()
        .forEach(
            (name, bytes) ->
                Datastore.create(world, folder, free(name, folder), "VMFS", bytes, List.of(made)));
  }

  /** As a vCenter calls a datastore whose name is taken: {@code datastore1 (1)}. */
  private String free(String name, Managed below) {
    Managed datacenter = world.above(below, "Datacenter").orElseThrow();
    List<String> taken = new ArrayList<>();
    world.below(datacenter, "Datastore").forEach(each -> taken.add(each.name()));
    String free = name;
    for (int number = 1; taken.contains(free); number++) {
      free = name + " (" + number + ")";
    }
    return free;
  }

  private Object look(Invocation in) throws VimFault {
    RackHost host = rack.answer(in.need("spec", HostConnectSpec.class));
    HostConnectInfo info = new HostConnectInfo();
    info.host = new HostListSummary();
    info.host.hardware = HostSystem.hardware(host.model(), "");
    info.host.maxEVCModeKey = host.evc().orElse(null);
    info.host.managementServerIp = host.managedBy().orElse(null);
    info.serverIp = host.managedBy().orElse(null);
    info.vimAccountNameRequired = false;
    info.clusterSupported = true;
    info.datastore =
        host.datastores().entrySet().stream()
            .map(each -> datastore(each.getKey(), each.getValue(), in.self()))
            .toArray(HostDatastoreConnectInfo[]::new);
    HostConnectInfoNetworkInfo network = new HostConnectInfoNetworkInfo();
    network.summary = new NetworkSummary();
    network.summary.name = NETWORK;
    network.summary.accessible = true;
    network.summary.ipPoolName = "";
    info.network = new HostConnectInfoNetworkInfo[] {network};
    return info;
  }

  private HostDatastoreConnectInfo datastore(String name, long bytes, Managed datacenter) {
    String free = free(name, datacenter);
    HostDatastoreConnectInfo info = new HostDatastoreConnectInfo();
    if (!free.equals(name)) {
      HostDatastoreNameConflictConnectInfo conflict = new HostDatastoreNameConflictConnectInfo();
      conflict.newDatastoreName = free;
      info = conflict;
    }
    info.summary = new DatastoreSummary();
    info.summary.name = name;
    info.summary.url = "";
    info.summary.type = "VMFS";
    info.summary.capacity = bytes;
    info.summary.freeSpace = bytes;
    info.summary.accessible = true;
    info.summary.multipleHostAccess = false;
    return info;
  }
}
