package dev.provision.simulator.host;

import com.vmware.vim25.HostDateTimeConfig;
import com.vmware.vim25.HostDateTimeInfo;
import com.vmware.vim25.HostDateTimeSystemTimeZone;
import com.vmware.vim25.HostNtpConfig;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code HostDateTimeSystem}: the time zone of a host and its NTP servers. */
public final class HostDateTimeSystem implements ManagedType {
  static final String TYPE = "HostDateTimeSystem";
  static final String INFO = "dateTimeInfo";

  private final World world;
  private final CalledHost called;

  public HostDateTimeSystem(World world, Authorization authorization) {
    this.world = world;
    this.called = new CalledHost(world, authorization);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": dateTimeInfo")
        .on(TYPE, "UpdateDateTimeConfig", "", this::update)
        .on(
            TYPE,
            "QueryAvailableTimeZones",
            "",
            in -> zones().toArray(HostDateTimeSystemTimeZone[]::new));
  }

  /** The time of a new host. */
  static HostDateTimeInfo begin() {
    HostDateTimeInfo info = new HostDateTimeInfo();
    info.timeZone = zone("UTC", 0);
    info.ntpConfig = new HostNtpConfig();
    return info;
  }

  private static Stream<HostDateTimeSystemTimeZone> zones() {
    return Stream.of(zone("UTC", 0), zone("Europe/Berlin", 3600), zone("America/New_York", -18000));
  }

  private static HostDateTimeSystemTimeZone zone(String key, int offset) {
    HostDateTimeSystemTimeZone zone = new HostDateTimeSystemTimeZone();
    zone.key = key;
    zone.name = key;
    zone.description = key;
    zone.gmtOffset = offset;
    return zone;
  }

  /** Gives a host its NTP servers as a lab declares them. */
  public static void declare(World world, Managed host, List<String> servers) {
    Managed system = HostParts.managerOf(world, host, TYPE);
    HostDateTimeInfo info = Values.copy(system.get(INFO, HostDateTimeInfo.class));
    info.ntpConfig.server = servers.toArray(String[]::new);
    world.set(system, INFO, info);
  }

  private Object update(Invocation in) throws VimFault {
    called.of(in, "Host.Config.DateTime");
    HostDateTimeConfig config = in.need("config", HostDateTimeConfig.class);
    HostDateTimeInfo info = Values.copy(in.self().get(INFO, HostDateTimeInfo.class));
    if (config.timeZone != null) {
      Optional<HostDateTimeSystemTimeZone> known =
          zones().filter(each -> each.key.equals(config.timeZone)).findFirst();
      info.timeZone =
          known.orElseThrow(
              () ->
                  Refuse.argument("config.timeZone", "`" + config.timeZone + "` is no time zone"));
    }
    if (config.ntpConfig != null) {
      info.ntpConfig.server = config.ntpConfig.server;
    }
    world.set(in.self(), INFO, info);
    return null;
  }
}
