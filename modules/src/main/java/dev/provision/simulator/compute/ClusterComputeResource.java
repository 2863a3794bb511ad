package dev.provision.simulator.compute;

import com.vmware.vim25.ClusterComputeResourceSummary;
import com.vmware.vim25.ClusterConfigInfo;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterCreatedEvent;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ComputeResourceConfigInfo;
import com.vmware.vim25.ComputeResourceEventArgument;
import com.vmware.vim25.DrsBehavior;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.NewerClusterInfo;
import dev.provision.vsphere.newer.ScalingDrsConfig;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;

/** {@code ClusterComputeResource}: its configuration and DRS rules. */
public final class ClusterComputeResource implements ManagedType, EntityKind {
  private static final String TYPE = "ClusterComputeResource";
  private static final Duration TIME = Duration.ofMillis(150);

  /** Its {@code summaryEx}: what its summary says. */
  private static final String SUMMARY = "sim.summaryEx";

  private final World world;
  private final Tasks tasks;
  private final EventManager events;

  public ClusterComputeResource(World world, Tasks tasks, EventManager events) {
    this.world = world;
    this.tasks = tasks;
    this.events = events;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ComputeResource: actionHistory configuration drsFault drsRecommendation"
                + " hciConfig migrationHistory recommendation summaryEx")
        .newer(TYPE, "hciConfig", "6.7.1", "sim.hciConfig")
        .newer(TYPE, "summaryEx", "7.0.1.1", SUMMARY)
        .copied(this::copied, TYPE)
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .on("Folder", "CreateClusterEx", "Host.Inventory.CreateCluster", this::create)
        .on(
            "ComputeResource",
            "ReconfigureComputeResource_Task",
            "Host.Inventory.EditCluster",
            this::reconfigure);
  }

  /** A capture with another type of configuration, as of vcsim, has no rules. */
  private void copied(Managed made, Copied from) {
    from.keep("resourcePool");
    from.get("summary", ClusterComputeResourceSummary.class)
        .ifPresent(summary -> world.set(made, ClusterEvcManager.MODE, summary.currentEVCModeKey));
    Object told = from.get("configurationEx", ComputeResourceConfigInfo.class).orElse(null);
    if (told instanceof ClusterConfigInfoEx config
        && config.drsConfig != null
        && config.drsConfig.defaultVmBehavior == null) {
      config.drsConfig.defaultVmBehavior = DrsBehavior.fullyAutomated;
    }
    if (told != null) {
      world.set(made, "configurationEx", told);
    }
  }

  private Object derived(Managed cluster, String property) {
    switch (property) {
      case SUMMARY:
        return world.read(cluster, "summary");
      case "configuration":
        ClusterConfigInfoEx newer = cluster.get("configurationEx", ClusterConfigInfoEx.class);
        ClusterConfigInfo config = new ClusterConfigInfo();
        config.dasConfig = newer.dasConfig;
        config.drsConfig = newer.drsConfig;
        config.rule = newer.rule;
        return config;
      default:
        return null;
    }
  }

  public static Managed create(World world, Managed parent, String name, boolean drs) {
    Managed made = world.add(TYPE, "domain-c");
    NewCompute.begin(world, made, parent, name, ClusterSettings.begin(drs));
    return made;
  }

  private Object create(Invocation in) throws VimFault {
    Folder.accepts(world, in.self(), TYPE);
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    ClusterConfigSpecEx spec = in.need("spec", ClusterConfigSpecEx.class);
    Managed made = create(world, in.self(), name, false);
    try {
      edit(world, made, spec);
    } catch (VimFault e) {
      world.children(made).forEach(world::remove);
      world.remove(made);
      throw e;
    }
    ClusterCreatedEvent event = new ClusterCreatedEvent();
    event.computeResource = new ComputeResourceEventArgument();
    event.computeResource.name = made.name();
    event.computeResource.computeResource = made.ref();
    event.parent = Folder.argument(in.self());
    events.called(in, in.self(), made.ref());
    events.by(in, event, made, "Created cluster " + made.name() + ".");
    return made.ref();
  }

  private Object reconfigure(Invocation in) throws VimFault {
    Managed cluster = in.self();
    ClusterConfigSpecEx spec = in.need("spec", ClusterConfigSpecEx.class);
    if (!in.flag("modify", true)) {
      throw Refuse.notSupported("the simulator changes a cluster with modify only");
    }
    return tasks.start(
        in,
        cluster,
        TIME,
        plan -> {
          plan.lock(cluster);
          return () -> {
            edit(world, cluster, spec);
            return null;
          };
        });
  }

  /** Changes a cluster as a spec says, at once. */
  public static void edit(World world, Managed cluster, ClusterConfigSpecEx spec) throws VimFault {
    NewerClusterInfo config = new NewerClusterInfo();
    Values.overlay(cluster.get("configurationEx", ClusterConfigInfoEx.class), config);
    config.drsConfig = whole(config.drsConfig);
    config.dasConfig = config.dasConfig == null ? new ClusterDasConfigInfo() : config.dasConfig;
    new ClusterSettings(world, cluster, config).apply(spec);
    new ClusterEdits(world, cluster, config).apply(spec, config);
    new ClusterOverrides(world, cluster).apply(spec, config);
    world.set(cluster, "configurationEx", config);
  }

  private static ScalingDrsConfig whole(ClusterDrsConfigInfo drs) {
    ScalingDrsConfig whole = new ScalingDrsConfig();
    if (drs != null) {
      Values.overlay(drs, whole);
    }
    return whole;
  }

  @Override
  public String renamePrivilege() {
    return "Host.Inventory.RenameCluster";
  }

  @Override
  public String deletePrivilege() {
    return "Host.Inventory.DeleteCluster";
  }
}
