package dev.provision.simulator.compute;

import com.vmware.vim25.ComputeResourceConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;

/** What a new compute resource begins with, a cluster or the one of a single ESXi host. */
public final class NewCompute {
  private NewCompute() {}

  /** The one of a single ESXi host, without its host. */
  public static Managed ofHost(World world, Managed parent, String name) {
    Managed made = world.add("ComputeResource", "compute-");
    ComputeResourceConfigInfo config = new ComputeResourceConfigInfo();
    config.vmSwapPlacement = "vmDirectory";
    begin(world, made, parent, name, config);
    return made;
  }

  static void begin(
      World world, Managed made, Managed parent, String name, ComputeResourceConfigInfo config) {
    world.set(made, "name", name);
    world.set(made, "configurationEx", config);
    world.set(made, "parent", parent.ref());
    Managed pool = ResourcePool.create(world, made, "Resources", ResourcePool.unlimited());
    world.set(made, "resourcePool", pool.ref());
    world.set(made, "environmentBrowser", world.add("EnvironmentBrowser", "envbrowser-").ref());
  }
}
