package dev.provision.simulator.inventory;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;

/** The managers of a host, and the host of a manager ({@code HostSystem.configManager}). */
public final class HostParts {
  private HostParts() {}

  /** The host of a manager of its network or of its datastores. */
  public static Managed hostOf(World world, Managed manager) {
    for (Managed each : world.all("HostSystem")) {
      HostConfigManager managers = each.get("configManager", HostConfigManager.class);
      if (Values.isSame(managers.networkSystem, manager.ref())
          || Values.isSame(managers.datastoreSystem, manager.ref())) {
        return each;
      }
    }
    throw new IllegalStateException(manager + " belongs to no host");
  }

  /** The manager of a host's network. */
  public static Managed networkOf(World world, Managed host) {
    return world.need(host.get("configManager", HostConfigManager.class).networkSystem);
  }

  /** Gives a new host its managers. */
  public static void create(World world, Managed host) {
    HostConfigManager managers = new HostConfigManager();
    managers.networkSystem = add(world, "HostNetworkSystem", "networkSystem-");
    managers.datastoreSystem = add(world, "HostDatastoreSystem", "datastoreSystem-");
    managers.storageSystem = add(world, "HostStorageSystem", "storageSystem-");
    world.set(host, "configManager", managers);
  }

  private static ManagedObjectReference add(World world, String type, String prefix) {
    return world.add(type, prefix).ref();
  }
}
