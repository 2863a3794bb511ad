package dev.provision.simulator.inventory;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The managers of a host, and the host of a manager ({@code HostSystem.configManager}). */
public final class HostParts {
  /**
   * A manager that each host has.
   *
   * @param prefix of the id of one
   */
  private record Part(
      String type,
      String prefix,
      Function<HostConfigManager, ManagedObjectReference> get,
      BiConsumer<HostConfigManager, ManagedObjectReference> set) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(
              "HostVirtualNicManager",
              "virtualNicManager-",
              m -> m.virtualNicManager,
              (m, ref) -> m.virtualNicManager = ref),
          new Part(
              "HostNetworkSystem",
              "networkSystem-",
              m -> m.networkSystem,
              (m, ref) -> m.networkSystem = ref),
          new Part(
              "HostDatastoreSystem",
              "datastoreSystem-",
              m -> m.datastoreSystem,
              (m, ref) -> m.datastoreSystem = ref),
          new Part(
              "HostStorageSystem",
              "storageSystem-",
              m -> m.storageSystem,
              (m, ref) -> m.storageSystem = ref),
          new Part(
              "HostServiceSystem",
              "serviceSystem-",
              m -> m.serviceSystem,
              (m, ref) -> m.serviceSystem = ref),
          new Part(
              "HostFirewallSystem",
              "firewallSystem-",
              m -> m.firewallSystem,
              (m, ref) -> m.firewallSystem = ref),
          new Part(
              "HostDateTimeSystem",
              "dateTimeSystem-",
              m -> m.dateTimeSystem,
              (m, ref) -> m.dateTimeSystem = ref),
          new Part(
              "HostPowerSystem",
              "powerSystem-",
              m -> m.powerSystem,
              (m, ref) -> m.powerSystem = ref),
          new Part(
              "HostAutoStartManager",
              "autoStartManager-",
              m -> m.autoStartManager,
              (m, ref) -> m.autoStartManager = ref),
          new Part(
              "HostAccessManager",
              "hostAccessManager-",
              m -> m.hostAccessManager,
              (m, ref) -> m.hostAccessManager = ref),
          new Part(
              "OptionManager",
              "EsxHostAdvSettings-",
              m -> m.advancedOption,
              (m, ref) -> m.advancedOption = ref));

  private HostParts() {}

  /** The host of one of its managers. */
  public static Managed hostOf(World world, Managed manager) {
    for (Managed each : world.all("HostSystem")) {
      HostConfigManager managers = each.get("configManager", HostConfigManager.class);
      if (PARTS.stream()
          .anyMatch(part -> Values.isSame(part.get().apply(managers), manager.ref()))) {
        return each;
      }
    }
    throw new IllegalStateException(manager + " belongs to no host");
  }

  /** The manager of a host's network. */
  public static Managed networkOf(World world, Managed host) {
    return managerOf(world, host, "HostNetworkSystem");
  }

  /** The manager of a host that is of this type. */
  public static Managed managerOf(World world, Managed host, String type) {
    HostConfigManager managers = host.get("configManager", HostConfigManager.class);
    return PARTS.stream()
        .filter(part -> part.type().equals(type))
        .map(part -> world.need(part.get().apply(managers)))
        .findFirst()
        .orElseThrow();
  }

  /** Gives a new host its managers. */
  public static void create(World world, Managed host) {
    HostConfigManager managers = new HostConfigManager();
    PARTS.forEach(part -> part.set().accept(managers, world.add(part.type(), part.prefix()).ref()));
    world.set(host, "configManager", managers);
  }
}
