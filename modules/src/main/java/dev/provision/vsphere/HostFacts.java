package dev.provision.vsphere;

import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.DataSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What placement knows of one host, from the snapshot's light properties. */
final class HostFacts {
  private final Item host;
  private final String path;
  private final Optional<ManagedObjectReference> pool;
  private final Set<ManagedObjectReference> networks;
  private final List<DatastoreFacts> datastores = new ArrayList<>();

  /**
   * @param pool where VMs on it go; empty where that is not in its cluster
   */
  HostFacts(Item host, Inventory inventory, Optional<ManagedObjectReference> pool) {
    this.host = host;
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

  /** Mounted on it in whatever state. */
  List<DatastoreFacts> datastores() {
    return datastores;
  }

  private long memoryBytes() {
    return number("summary.hardware.memorySize");
  }

  /** Of the whole, less what runs now ({@code quickStats.overallMemoryUsage}, in MiB). */
  long freeMemoryBytes() {
    return memoryBytes() - (number("summary.quickStats.overallMemoryUsage") << 20);
  }

  private long number(String property) {
    return host.get(property, Number.class).map(Number::longValue).orElse(0L);
  }

  /** Why no VM at all can be put on it. */
  List<Obstacle> unfit() {
    Optional<HostSystemConnectionState> connection =
        host.get("runtime.connectionState", HostSystemConnectionState.class);
    if (connection.isEmpty() || memoryBytes() == 0) {
      String why = host.missing().values().stream().findFirst().orElse("the server says nothing");
      return List.of(new Obstacle("cannot be read: " + why, "let the account read the host"));
    }
    if (connection.get() != HostSystemConnectionState.connected) {
      boolean silent = connection.get() == HostSystemConnectionState.notResponding;
      return List.of(
          new Obstacle(silent ? "does not respond" : "is disconnected", "reconnect the host"));
    }
    boolean off =
        host.get("runtime.powerState", HostSystemPowerState.class)
            .filter(state -> state != HostSystemPowerState.poweredOn)
            .isPresent();
    if (off) {
      return List.of(new Obstacle("is not powered on", "power the host on"));
    }
    if (host.get("runtime.inMaintenanceMode", Boolean.class).orElse(false)) {
      return List.of(
          new Obstacle("is in maintenance mode", "take the host out of maintenance mode"));
    }
    return List.of();
  }

  /** A VM with more CPUs or memory than its host has cannot be powered on. */
  void tooSmall(VmNeed need, List<Obstacle> obstacles) {
    long threads = number("summary.hardware.numCpuThreads");
    if (need.vcpus() > threads) {
      obstacles.add(
          new Obstacle(
              "has " + threads + " CPU threads", "take a flavor of at most " + threads + " vcpus"));
    }
    if (need.ram().bytes() > memoryBytes()) {
      DataSize has = DataSize.ofMebibytes(memoryBytes() >> 20);
      obstacles.add(
          new Obstacle("has " + has + " of memory", "take a flavor of at most " + has + " of ram"));
    }
  }

  void lacksNetworks(VmNeed need, Inventory inventory, List<Obstacle> obstacles) {
    for (ManagedObjectReference network : need.networks()) {
      if (!networks.contains(network)) {
        String name = inventory.get(network).map(Item::name).orElse(network.getVal());
        obstacles.add(
            new Obstacle(
                "has no network `" + name + "`", "give the host the network `" + name + "`"));
      }
    }
  }
}
