package dev.provision.simulator.host;

import com.vmware.vim25.AutoStartDefaults;
import com.vmware.vim25.AutoStartPowerInfo;
import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/** {@code HostAutoStartManager}: which machines start with their host, and in which order. */
public final class HostAutoStartManager implements ManagedType {
  static final String TYPE = "HostAutoStartManager";
  static final String CONFIG = "config";

  /** The order of a machine that starts at any time. */
  private static final int ANY = -1;

  private final World world;
  private final CalledHost called;

  public HostAutoStartManager(World world, Authorization authorization) {
    this.world = world;
    this.called = new CalledHost(world, authorization);
  }

  @Override
  public void register(Registry registry) {
    registry.schema(TYPE + ": config").on(TYPE, "ReconfigureAutostart", "", this::reconfigure);
  }

  /** The configuration of a new host. */
  static HostAutoStartManagerConfig begin() {
    HostAutoStartManagerConfig config = new HostAutoStartManagerConfig();
    config.defaults = new AutoStartDefaults();
    config.defaults.enabled = false;
    config.defaults.startDelay = 120;
    config.defaults.stopDelay = 120;
    config.defaults.waitForHeartbeat = false;
    config.defaults.stopAction = "powerOff";
    return config;
  }

  private Object reconfigure(Invocation in) throws VimFault {
    Managed host = called.of(in, "Host.Config.AutoStart");
    HostAutoStartManagerConfig spec = in.need("spec", HostAutoStartManagerConfig.class);
    HostAutoStartManagerConfig config =
        Values.copy(in.self().get(CONFIG, HostAutoStartManagerConfig.class));
    if (spec.defaults != null) {
      Values.overlay(spec.defaults, config.defaults);
    }
    if (spec.powerInfo != null) {
      List<AutoStartPowerInfo> all =
          new ArrayList<>(config.powerInfo == null ? List.of() : List.of(config.powerInfo));
      for (AutoStartPowerInfo each : spec.powerInfo) {
        place(host, all, each);
      }
      number(all);
      config.powerInfo = all.toArray(AutoStartPowerInfo[]::new);
    }
    world.set(in.self(), CONFIG, config);
    return null;
  }

  /** A machine takes its place in the order, and those from there on move one further. */
  private void place(Managed host, List<AutoStartPowerInfo> all, AutoStartPowerInfo info)
      throws VimFault {
    ManagedObjectReference vm = info.key;
    if (!VmState.isAt(Invocation.find(world, vm), host)) {
      throw Refuse.argument("spec.powerInfo.key", "the machine is on another host");
    }
    boolean starts = "powerOn".equals(info.startAction);
    if (!starts && info.startOrder != ANY) {
      throw Refuse.argument("spec.powerInfo.startOrder", "a machine that does not start has -1");
    }
    all.removeIf(each -> Values.isSame(each.key, vm));
    if (!starts && "none".equals(info.stopAction)) {
      return;
    }
    long ordered = all.stream().filter(each -> each.startOrder != ANY).count();
    if (info.startOrder == 0 || info.startOrder < ANY || info.startOrder > ordered + 1) {
      throw Refuse.argument(
          "spec.powerInfo.startOrder", "`" + info.startOrder + "` is no place in the order");
    }
    if (info.startOrder == ANY) {
      all.add(info);
    } else {
      number(all);
      all.add(info.startOrder - 1, info);
    }
  }

  /** Those with an order come first and are numbered from 1. */
  private static void number(List<AutoStartPowerInfo> all) {
    all.sort(
        (a, b) ->
            Integer.compare(
                a.startOrder == ANY ? Integer.MAX_VALUE : 0,
                b.startOrder == ANY ? Integer.MAX_VALUE : 0));
    int next = 1;
    for (AutoStartPowerInfo each : all) {
      if (each.startOrder != ANY) {
        each.startOrder = next++;
      }
    }
  }
}
