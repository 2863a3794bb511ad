package dev.provision.simulator.network;

import com.vmware.vim25.DVSHealthCheckConfig;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDvsLacpGroupConfig;
import com.vmware.vim25.VMwareDvsLacpGroupSpec;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a distributed switch has besides its configuration: Network I/O Control, aggregation groups
 * and health checks.
 */
public final class DvsFeatures implements ManagedType {
  private static final String TYPE = "DistributedVirtualSwitch";
  private static final String VMWARE = "VmwareDistributedVirtualSwitch";
  private static final Duration TIME = Duration.ofMillis(150);

  private final World world;
  private final Tasks tasks;

  public DvsFeatures(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry
        .on(TYPE, "EnableNetworkResourceManagement", "DVSwitch.ResourceManagement", this::enable)
        .on(VMWARE, "UpdateDVSLacpGroupConfig_Task", "DVSwitch.Modify", this::groups)
        .on(TYPE, "UpdateDVSHealthCheckConfig_Task", "DVSwitch.Modify", this::checks);
  }

  private Object enable(Invocation in) {
    boolean on = in.flag("enable", false);
    DvsConfig.edit(world, in.self(), config -> config.networkResourceManagementEnabled = on);
    return null;
  }

  private Object checks(Invocation in) throws VimFault {
    Managed dvs = in.self();
    DVSHealthCheckConfig[] asked = in.need("healthCheckConfig", DVSHealthCheckConfig[].class);
    return tasks.start(
        in,
        dvs,
        TIME,
        plan -> {
          plan.lock(dvs);
          return () -> {
            DvsConfig.edit(world, dvs, config -> check(config, asked));
            return null;
          };
        });
  }

  private static void check(VMwareDVSConfigInfo config, DVSHealthCheckConfig[] asked) {
    for (DVSHealthCheckConfig each : asked) {
      for (int i = 0; i < config.healthCheckConfig.length; i++) {
        if (config.healthCheckConfig[i].getClass() == each.getClass()) {
          config.healthCheckConfig[i] = Values.copy(each);
        }
      }
    }
  }

  private Object groups(Invocation in) throws VimFault {
    Managed dvs = in.self();
    VMwareDvsLacpGroupSpec[] asked = in.need("lacpGroupSpec", VMwareDvsLacpGroupSpec[].class);
    return tasks.start(
        in,
        dvs,
        TIME,
        plan -> {
          plan.lock(dvs);
          List<VMwareDvsLacpGroupConfig> all = edited(dvs, asked);
          return () -> {
            DvsConfig.edit(
                world,
                dvs,
                config ->
                    config.lacpGroupConfig =
                        all.isEmpty() ? null : all.toArray(new VMwareDvsLacpGroupConfig[0]));
            new DvsUplinks(world, dvs).number();
            return null;
          };
        });
  }

  private List<VMwareDvsLacpGroupConfig> edited(Managed dvs, VMwareDvsLacpGroupSpec[] asked)
      throws VimFault {
    VMwareDVSConfigInfo config = Values.copy(DvsConfig.of(dvs));
    if (!"multipleLag".equals(config.lacpApiVersion)) {
      throw Refuse.notSupported("its lacpApiVersion is " + config.lacpApiVersion);
    }
    List<VMwareDvsLacpGroupConfig> all =
        new ArrayList<>(
            config.lacpGroupConfig == null ? List.of() : Arrays.asList(config.lacpGroupConfig));
    for (VMwareDvsLacpGroupSpec each : asked) {
      VMwareDvsLacpGroupConfig group = each.lacpGroupConfig;
      if (each.operation.equals("add")) {
        if (all.stream().anyMatch(has -> has.name.equals(group.name))) {
          throw Refuse.duplicate(group.name, null);
        }
        group.key = "lag-" + world.nextId();
        group.loadbalanceAlgorithm =
            group.loadbalanceAlgorithm == null
                ? "srcDestIpTcpUdpPortVlan"
                : group.loadbalanceAlgorithm;
        all.add(named(group));
        continue;
      }
      VMwareDvsLacpGroupConfig has =
          all.stream()
              .filter(other -> other.key.equals(group.key))
              .findFirst()
              .orElseThrow(
                  () ->
                      Refuse.with(
                          new NotFound(), "The object or item referred to could not be found."));
      if (each.operation.equals("remove")) {
        all.remove(has);
      } else {
        Values.overlay(group, has);
        named(has);
      }
    }
    return all;
  }

  /** With the names of its ports: {@code lag1-0}. */
  private static VMwareDvsLacpGroupConfig named(VMwareDvsLacpGroupConfig group) {
    group.uplinkName = new String[group.uplinkNum];
    for (int i = 0; i < group.uplinkNum; i++) {
      group.uplinkName[i] = group.name + "-" + i;
    }
    return group;
  }
}
