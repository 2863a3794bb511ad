package dev.provision.vsphere.placement;

import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.NewerProperties;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.HardwareOffers;
import dev.provision.vsphere.places.HardwareOptions;
import dev.provision.vsphere.places.Residents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The properties of one host that placement uses, from the snapshot's light properties. */
final class HostFacts {
  /** The task of a host that enters maintenance mode ({@code TaskInfo.descriptionId}). */
  private static final String ENTERING = "HostSystem.enterMaintenanceMode";

  private final Item host;
  private final String path;
  private final Optional<ManagedObjectReference> pool;
  private final Set<ManagedObjectReference> networks;
  private final Optional<DrsCluster> cluster;
  private final Residents residents;
  private final boolean entersMaintenance;
  private final List<DatastoreFacts> datastores = new ArrayList<>();

  /**
   * @param pool the resource pool for its VMs; empty when its cluster does not have the pool
   */
  HostFacts(
      Item host, Inventory inventory, Optional<ManagedObjectReference> pool, Residents residents) {
    this.host = host;
    this.residents = residents;
    this.cluster = DrsCluster.around(host.ref(), inventory);
    this.entersMaintenance =
        inventory.runningTasks().stream()
            .filter(task -> host.ref().equals(task.getEntity()))
            .anyMatch(task -> ENTERING.equals(task.getDescriptionId()));
    this.path = inventory.path(host.ref()).toString();
    this.pool = pool;
    this.networks = Set.of(references("network"));
    for (ManagedObjectReference ref : references("datastore")) {
      inventory.get(ref).ifPresent(item -> datastores.add(new DatastoreFacts(item)));
    }
  }

  private ManagedObjectReference[] references(String property) {
    return host.get(property, ManagedObjectReference[].class).orElse(new ManagedObjectReference[0]);
  }

  ManagedObjectReference ref() {
    return host.ref();
  }

  String name() {
    return host.name();
  }

  String path() {
    return path;
  }

  Optional<ManagedObjectReference> pool() {
    return pool;
  }

  /** All datastores it mounts, in whatever state. */
  List<DatastoreFacts> datastores() {
    return datastores;
  }

  boolean mounts(ManagedObjectReference datastore) {
    return mounts().contains(datastore);
  }

  List<ManagedObjectReference> mounts() {
    return datastores.stream().map(DatastoreFacts::ref).distinct().toList();
  }

  /** The total memory. */
  long memoryBytes() {
    return number("summary.hardware.memorySize");
  }

  /** The memory that running VMs use ({@code quickStats.overallMemoryUsage}, in MiB). */
  long usedMemoryBytes() {
    return number("summary.quickStats.overallMemoryUsage") << 20;
  }

  long threads() {
    return number("summary.hardware.numCpuThreads");
  }

  /** The virtual CPUs of the VMs that run on it. */
  long usedCpus() {
    return residents.sum(host.ref(), "summary.config.numCpu");
  }

  /** The memory that its running VMs reserve. */
  long reservedMemoryBytes() {
    return residents.sum(host.ref(), Residents.RESERVED_MB) << 20;
  }

  long reservedMhz() {
    return residents.sum(host.ref(), Residents.RESERVED_MHZ);
  }

  /** The total of all its cores; 0 when the server does not report it. */
  long mhz() {
    return number("summary.hardware.cpuMhz") * number("summary.hardware.numCpuCores");
  }

  /** The cluster of the host; empty for a standalone host. */
  Optional<DrsCluster> cluster() {
    return cluster;
  }

  /** Whether the host's properties can be read at all. */
  boolean isReadable() {
    return memoryBytes() > 0;
  }

  private long number(String property) {
    return host.get(property, Number.class).map(Number::longValue).orElse(0L);
  }

  /** Why no VM at all can be placed on it. */
  List<Obstacle> unfit() {
    Optional<HostSystemConnectionState> connection =
        host.get("runtime.connectionState", HostSystemConnectionState.class);
    if (connection.isEmpty() || memoryBytes() == 0) {
      String why = host.missing().values().stream().findFirst().orElse("the server says nothing");
      return List.of(state("cannot be read: " + why, "let the account read the host"));
    }
    if (connection.get() != HostSystemConnectionState.connected) {
      boolean silent = connection.get() == HostSystemConnectionState.notResponding;
      return List.of(state(silent ? "does not respond" : "is disconnected", "reconnect the host"));
    }
    HostSystemPowerState power =
        host.get("runtime.powerState", HostSystemPowerState.class)
            .orElse(HostSystemPowerState.poweredOn);
    if (power == HostSystemPowerState.standBy) {
      return List.of(state("is in standby", "take the host out of standby"));
    }
    if (power != HostSystemPowerState.poweredOn) {
      return List.of(state("is not powered on", "power the host on"));
    }
    if (host.get("runtime.inMaintenanceMode", Boolean.class).orElse(false)) {
      return List.of(state("is in maintenance mode", "take the host out of maintenance mode"));
    }
    if (entersMaintenance) {
      return List.of(
          state("is entering maintenance mode", "cancel the task that empties the host"));
    }
    if (host.get(NewerProperties.QUARANTINE, Boolean.class).orElse(false)) {
      return List.of(
          state(
              "is in quarantine: Proactive HA takes VMs off it",
              "repair it, or take it out of quarantine"));
    }
    if (cluster.filter(c -> c.failoverHosts().contains(host.ref())).isPresent()) {
      return List.of(
          state("is kept free by HA for hosts that fail", "change HA's admission control"));
    }
    return List.of();
  }

  private static Obstacle state(String text, String fix) {
    return new Obstacle(Constraint.STATE, text, fix);
  }

  /** A VM with more CPUs than its host has threads cannot be powered on. */
  void hasFewThreads(VmNeed need, List<Obstacle> obstacles) {
    if (need.vcpus() > threads()) {
      obstacles.add(
          new Obstacle(
              Constraint.CPU,
              "has " + threads() + " CPU threads",
              "take a host with more of them",
              Lever.VCPUS));
    }
  }

  /** A VM runs only on hosts that support its version of virtual hardware. */
  void lacksVersion(VmNeed need, Inventory inventory, List<Obstacle> obstacles) {
    String version = need.source().version();
    Optional<HardwareOptions> options =
        host.parent()
            .flatMap(inventory::get)
            .flatMap(compute -> compute.get(HardwareOptions.PROPERTY, HardwareOptions.class));
    if (options.isEmpty() || options.get().offers(version, host.ref())) {
      return;
    }
    Optional<String> newest = HardwareOffers.newest(options.get().versionsOf(host.ref()), version);
    obstacles.add(
        new Obstacle(
            Constraint.STATE,
            "does not run hardware version "
                + version
                + newest.map(each -> ", but " + each).orElse(""),
            newest
                .map(each -> "take hardware version " + each)
                .orElse("take a newer hardware version")));
  }

  void lacksNetworks(VmNeed need, Inventory inventory, List<Obstacle> obstacles) {
    for (PortGroupRef network : need.where().networks()) {
      if (!networks.contains(network.onHost()) && !network.comesTo(host.ref())) {
        String name = inventory.get(network.onHost()).map(Item::name).orElse(network.name());
        obstacles.add(
            new Obstacle(
                Constraint.NETWORK,
                "has no network `" + name + "`",
                "give the host the network `" + name + "`"));
      }
    }
  }
}
