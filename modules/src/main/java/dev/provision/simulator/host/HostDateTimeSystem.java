package dev.provision.simulator.host;

import com.vmware.vim25.HostDateTimeConfig;
import com.vmware.vim25.HostDateTimeInfo;
import com.vmware.vim25.HostDateTimeSystemTimeZone;
import com.vmware.vim25.HostNetworkInfo;
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
import dev.provision.vsphere.newer.time.HostPtpConfig;
import dev.provision.vsphere.newer.time.HostPtpConfigPtpPort;
import dev.provision.vsphere.newer.time.PreciseTimeConfig;
import dev.provision.vsphere.newer.time.PreciseTimeInfo;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
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
  static HostDateTimeInfo begin(World world) {
    PreciseTimeInfo info = new PreciseTimeInfo();
    info.systemClockProtocol = world.version().isAtLeast("7.0") ? "ntp" : null;
    if (world.version().isAtLeast("7.0.3")) {
      info.enabled = true;
      info.disableEvents = false;
      info.disableFallback = false;
    }
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
    Managed host = called.of(in, "Host.Config.DateTime");
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
    if (config instanceof PreciseTimeConfig precise) {
      info = precise(info);
      services(host, precise, (PreciseTimeInfo) info);
    }
    world.set(in.self(), INFO, info);
    return null;
  }

  private static PreciseTimeInfo precise(HostDateTimeInfo info) {
    PreciseTimeInfo all = new PreciseTimeInfo();
    Values.overlay(info, all);
    return all;
  }

  private boolean hasAdapter(Managed host, String device) {
    HostNetworkInfo network =
        HostParts.networkOf(world, host).get("networkInfo", HostNetworkInfo.class);
    return network != null
        && network.vnic != null
        && Arrays.stream(network.vnic).anyMatch(each -> each.device.equals(device));
  }

  /** A port is on an adapter that the host has; whether a PCI device is there is not known. */
  private void services(Managed host, PreciseTimeConfig config, PreciseTimeInfo info)
      throws VimFault {
    HostPtpConfig ptp = config.ptpConfig;
    if (ptp != null) {
      if (ptp.domain != null && (ptp.domain < 0 || ptp.domain > 255)) {
        throw Refuse.argument("config.ptpConfig.domain", "it has to be 0 to 255");
      }
      for (HostPtpConfigPtpPort port : ptp.port == null ? new HostPtpConfigPtpPort[0] : ptp.port) {
        if ("virtualNic".equals(port.deviceType) && !hasAdapter(host, port.device)) {
          throw Refuse.argument("config.ptpConfig.port", "there is no " + port.device);
        }
      }
      info.ptpConfig = ptp;
    }
    info.systemClockProtocol = config.protocol == null ? info.systemClockProtocol : config.protocol;
    info.enabled = config.enabled == null ? info.enabled : config.enabled;
    info.disableEvents = config.disableEvents == null ? info.disableEvents : config.disableEvents;
    info.disableFallback =
        config.disableFallback == null ? info.disableFallback : config.disableFallback;
  }
}
