package dev.provision.simulator.compute;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterGroupSpec;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.HostConnectSpec;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code ClusterComputeResource}: its configuration, DRS rules and hosts. */
public final class ClusterComputeResource implements ManagedType {
  private static final String TYPE = "ClusterComputeResource";
  private static final Duration TIME = Duration.ofMillis(150);

  private final World world;
  private final Tasks tasks;

  public ClusterComputeResource(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ComputeResource: actionHistory configuration drsFault drsRecommendation"
                + " migrationHistory recommendation")
        .on("Folder", "CreateClusterEx", "Host.Inventory.CreateCluster", this::create)
        .on(
            "ComputeResource",
            "ReconfigureComputeResource_Task",
            "Host.Inventory.EditCluster",
            this::reconfigure)
        .on(TYPE, "AddHost_Task", "Host.Inventory.AddHostToCluster", this::addHost);
  }

  public static Managed create(World world, Managed parent, String name, boolean drs) {
    Managed made = world.add(TYPE, "domain-c");
    ClusterConfigInfoEx config = new ClusterConfigInfoEx();
    config.drsConfig = new ClusterDrsConfigInfo();
    config.drsConfig.enabled = drs;
    config.drsConfig.defaultVmBehavior = DrsBehavior.fullyAutomated;
    config.vmSwapPlacement = "vmDirectory";
    world.set(made, "name", name);
    world.set(made, "configurationEx", config);
    world.set(made, "parent", parent.ref());
    Managed pool = ResourcePool.create(world, made, "Resources", ResourcePool.unlimited());
    world.set(made, "resourcePool", pool.ref());
    world.set(made, "environmentBrowser", world.add("EnvironmentBrowser", "envbrowser-").ref());
    return made;
  }

  private Object create(Invocation in) throws VimFault {
    Folder.accepts(world, in.self(), TYPE);
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    Managed made = create(world, in.self(), name, false);
    edit(made, in.need("spec", ClusterConfigSpecEx.class));
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
            edit(cluster, spec);
            return null;
          };
        });
  }

  private void edit(Managed cluster, ClusterConfigSpecEx spec) throws VimFault {
    ClusterConfigInfoEx config =
        Values.copy(cluster.get("configurationEx", ClusterConfigInfoEx.class));
    if (spec.drsConfig != null) {
      config.drsConfig = config.drsConfig == null ? new ClusterDrsConfigInfo() : config.drsConfig;
      Values.overlay(spec.drsConfig, config.drsConfig);
    }
    if (spec.dasConfig != null) {
      if (config.dasConfig == null) {
        config.dasConfig = spec.dasConfig;
      } else {
        Values.overlay(spec.dasConfig, config.dasConfig);
      }
    }
    if (spec.vmSwapPlacement != null) {
      config.vmSwapPlacement = spec.vmSwapPlacement;
    }
    config.rule = rules(config.rule, spec.rulesSpec);
    config.group = groups(config.group, spec.groupSpec);
    world.set(cluster, "configurationEx", config);
  }

  private ClusterRuleInfo[] rules(ClusterRuleInfo[] before, ClusterRuleSpec[] specs)
      throws VimFault {
    if (specs == null) {
      return before;
    }
    List<ClusterRuleInfo> rules = new ArrayList<>(before == null ? List.of() : List.of(before));
    for (ClusterRuleSpec spec : specs) {
      if (spec.operation == ArrayUpdateOperation.add) {
        for (ClusterRuleInfo each : rules) {
          if (each.name.equals(spec.info.name)) {
            throw Refuse.duplicate(each.name, null);
          }
        }
        spec.info.key = (int) world.nextId();
        spec.info.ruleUuid = world.uuid();
        spec.info.userCreated = true;
        spec.info.inCompliance = true;
        spec.info.enabled = spec.info.enabled == null || spec.info.enabled;
        rules.add(spec.info);
        continue;
      }
      boolean remove = spec.operation == ArrayUpdateOperation.remove;
      Object key = remove ? spec.removeKey : spec.info.key;
      ClusterRuleInfo old = null;
      for (ClusterRuleInfo each : rules) {
        old = each.key.equals(key) ? each : old;
      }
      if (old == null) {
        throw Refuse.argument("spec.rulesSpec", "there is no rule " + key);
      }
      if (remove) {
        rules.remove(old);
      } else {
        ClusterRuleInfo edited = Values.copy(old);
        Values.overlay(spec.info, edited);
        rules.set(rules.indexOf(old), edited);
      }
    }
    return rules.isEmpty() ? null : rules.toArray(new ClusterRuleInfo[0]);
  }

  private static ClusterGroupInfo[] groups(ClusterGroupInfo[] before, ClusterGroupSpec[] specs)
      throws VimFault {
    if (specs == null) {
      return before;
    }
    List<ClusterGroupInfo> groups = new ArrayList<>(before == null ? List.of() : List.of(before));
    for (ClusterGroupSpec spec : specs) {
      boolean remove = spec.operation == ArrayUpdateOperation.remove;
      String name = remove ? String.valueOf(spec.removeKey) : spec.info.name;
      boolean there = groups.removeIf(each -> each.name.equals(name));
      if (spec.operation == ArrayUpdateOperation.add && there) {
        throw Refuse.duplicate(name, null);
      }
      if (spec.operation != ArrayUpdateOperation.add && !there) {
        throw Refuse.argument("spec.groupSpec", "there is no group `" + name + "`");
      }
      if (!remove) {
        groups.add(spec.info);
      }
    }
    return groups.isEmpty() ? null : groups.toArray(new ClusterGroupInfo[0]);
  }

  /** A simulated host answers at every address; it is one of 16 threads and 64 GiB. */
  private Object addHost(Invocation in) throws VimFault {
    Managed cluster = in.self();
    HostConnectSpec spec = in.need("spec", HostConnectSpec.class);
    if (spec.hostName == null || spec.hostName.isBlank()) {
      throw Refuse.argument("spec.hostName", "it is missing");
    }
    return tasks.start(
        in,
        cluster,
        TIME.multipliedBy(2),
        plan -> {
          plan.lock(cluster);
          for (Managed each : world.all("HostSystem")) {
            if (each.name().equals(spec.hostName)) {
              throw Refuse.duplicate(spec.hostName, each.ref());
            }
          }
          return () -> HostSystem.create(world, cluster, spec.hostName, HostModel.PLAIN).ref();
        });
  }
}
