package dev.provision.simulator.host;

import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.HostConfigInfo;
import com.vmware.vim25.HostDateTimeInfo;
import com.vmware.vim25.HostFirewallInfo;
import com.vmware.vim25.HostFirewallRuleset;
import com.vmware.vim25.HostLockdownMode;
import com.vmware.vim25.HostService;
import com.vmware.vim25.HostServiceInfo;
import com.vmware.vim25.OptionDef;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.PowerSystemCapability;
import com.vmware.vim25.PowerSystemInfo;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.inventory.AddedProperties;
import java.util.Arrays;
import java.util.List;

/**
 * What the managers of a host's settings have, on a new host, in its configuration and in a copy.
 */
public final class HostManagers {
  private HostManagers() {}

  /** Gives the managers of a new host what a host has when it was installed. */
  public static void begin(World world, Managed host) {
    set(world, host, HostServiceSystem.TYPE, HostServiceSystem.INFO, HostServiceSystem.begin());
    set(world, host, HostFirewallSystem.TYPE, HostFirewallSystem.INFO, HostFirewallSystem.begin());
    set(
        world,
        host,
        HostDateTimeSystem.TYPE,
        HostDateTimeSystem.INFO,
        HostDateTimeSystem.begin(world));
    set(
        world,
        host,
        HostPowerSystem.TYPE,
        HostPowerSystem.CAPABILITY,
        HostPowerSystem.capability());
    set(world, host, HostPowerSystem.TYPE, HostPowerSystem.INFO, HostPowerSystem.begin());
    set(
        world,
        host,
        HostAutoStartManager.TYPE,
        HostAutoStartManager.CONFIG,
        HostAutoStartManager.begin());
    set(world, host, OptionManager.TYPE, OptionManager.VALUES, OptionManager.begin());
    set(world, host, OptionManager.TYPE, OptionManager.DEFINITIONS, OptionManager.definitions());
    HostAccessManager.declare(world, host, HostLockdownMode.lockdownDisabled, List.of());
  }

  private static void set(World world, Managed host, String type, String property, Object value) {
    world.set(HostParts.managerOf(world, host, type), property, value);
  }

  private static <T> T of(World world, Managed host, String type, String property, Class<T> as) {
    return HostParts.managerOf(world, host, type).get(property, as);
  }

  /** Whether vCenter reaches a host: it shows no configuration of another one. */
  public static boolean isReached(Managed host) {
    return CalledHost.isConnected(host);
  }

  /** Puts what they have into the configuration of the host. */
  public static void show(World world, Managed host, HostConfigInfo config) {
    config.service =
        of(world, host, HostServiceSystem.TYPE, HostServiceSystem.INFO, HostServiceInfo.class);
    config.firewall =
        of(world, host, HostFirewallSystem.TYPE, HostFirewallSystem.INFO, HostFirewallInfo.class);
    config.dateTimeInfo =
        of(world, host, HostDateTimeSystem.TYPE, HostDateTimeSystem.INFO, HostDateTimeInfo.class);
    config.powerSystemInfo =
        of(world, host, HostPowerSystem.TYPE, HostPowerSystem.INFO, PowerSystemInfo.class);
    config.powerSystemCapability =
        of(
            world,
            host,
            HostPowerSystem.TYPE,
            HostPowerSystem.CAPABILITY,
            PowerSystemCapability.class);
    config.autoStart =
        of(
            world,
            host,
            HostAutoStartManager.TYPE,
            HostAutoStartManager.CONFIG,
            HostAutoStartManagerConfig.class);
    config.option = of(world, host, OptionManager.TYPE, OptionManager.VALUES, OptionValue[].class);
    config.optionDef =
        of(world, host, OptionManager.TYPE, OptionManager.DEFINITIONS, OptionDef[].class);
    config.lockdownMode =
        of(world, host, HostAccessManager.TYPE, HostAccessManager.MODE, HostLockdownMode.class);
    config.adminDisabled = config.lockdownMode != HostLockdownMode.lockdownDisabled;
  }

  /** Puts what was captured of the configuration over what a new host has. */
  public static void restore(World world, Managed host, Copied from) {
    begin(world, host);
    from.get("config.service.service", HostService[].class)
        .ifPresent(
            all -> {
              HostServiceInfo info = new HostServiceInfo();
              info.service = all;
              set(world, host, HostServiceSystem.TYPE, HostServiceSystem.INFO, info);
            });
    from.get("config.firewall.ruleset", HostFirewallRuleset[].class)
        .ifPresent(
            all -> {
              HostFirewallInfo info = HostFirewallSystem.begin();
              info.ruleset = all;
              set(world, host, HostFirewallSystem.TYPE, HostFirewallSystem.INFO, info);
            });
    from.get("config.dateTimeInfo", HostDateTimeInfo.class)
        .ifPresent(
            info -> set(world, host, HostDateTimeSystem.TYPE, HostDateTimeSystem.INFO, info));
    from.get("config.powerSystemInfo.currentPolicy.shortName", String.class)
        .ifPresent(name -> HostPowerSystem.declare(world, host, name));
    from.get("config.autoStart", HostAutoStartManagerConfig.class)
        .ifPresent(
            config ->
                set(world, host, HostAutoStartManager.TYPE, HostAutoStartManager.CONFIG, config));
    from.get("config.lockdownMode", HostLockdownMode.class)
        .ifPresent(mode -> set(world, host, HostAccessManager.TYPE, HostAccessManager.MODE, mode));
    from.get(AddedProperties.LOCKDOWN_EXCEPTIONS, String[].class)
        .ifPresent(
            users -> set(world, host, HostAccessManager.TYPE, HostAccessManager.EXCEPTIONS, users));
    options(world, host, from);
  }

  /** Options are captured one by one; those that a new host does not have are added. */
  private static void options(World world, Managed host, Copied from) {
    Managed manager = HostParts.managerOf(world, host, OptionManager.TYPE);
    OptionValue[] values = manager.get(OptionManager.VALUES, OptionValue[].class);
    OptionDef[] definitions = manager.get(OptionManager.DEFINITIONS, OptionDef[].class);
    for (OptionValue each : from.keyed("config.option", OptionValue.class)) {
      values = Values.plus(without(values, each.key), each, OptionValue.class);
    }
    for (OptionDef each : from.keyed("config.optionDef", OptionDef.class)) {
      definitions = Values.plus(without(definitions, each.key), each, OptionDef.class);
    }
    world.set(manager, OptionManager.VALUES, values);
    world.set(manager, OptionManager.DEFINITIONS, definitions);
  }

  private static OptionValue[] without(OptionValue[] all, String key) {
    return Arrays.stream(all).filter(each -> !each.key.equals(key)).toArray(OptionValue[]::new);
  }

  private static OptionDef[] without(OptionDef[] all, String key) {
    return Arrays.stream(all).filter(each -> !each.key.equals(key)).toArray(OptionDef[]::new);
  }
}
