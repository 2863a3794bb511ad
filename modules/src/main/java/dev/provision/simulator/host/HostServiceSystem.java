package dev.provision.simulator.host;

import com.vmware.vim25.HostDateTimeInfo;
import com.vmware.vim25.HostService;
import com.vmware.vim25.HostServiceInfo;
import com.vmware.vim25.HostServicePolicy;
import com.vmware.vim25.NotFound;
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
import java.util.Arrays;
import java.util.List;

/** {@code HostServiceSystem}: the services of a host, whether they run and when they start. */
public final class HostServiceSystem implements ManagedType {
  static final String TYPE = "HostServiceSystem";
  static final String INFO = "serviceInfo";

  /** The NTP servers that a running ntpd was started with; not a property of the API. */
  public static final String NTP_SERVERS = "sim.ntpServers";

  private static final String NTPD = "ntpd";

  /** The service of the console on the host itself. */
  static final String DCUI = "DCUI";

  private static final String PRIVILEGE = "Host.Config.NetService";

  private final World world;
  private final CalledHost called;

  public HostServiceSystem(World world, Authorization authorization) {
    this.world = world;
    this.called = new CalledHost(world, authorization);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + " < ExtensibleManagedObject: serviceInfo")
        .on(TYPE, "UpdateServicePolicy", "", this::updatePolicy)
        .on(TYPE, "StartService", "", in -> run(in, true))
        .on(TYPE, "StopService", "", in -> run(in, false))
        .on(TYPE, "RestartService", "", this::restart)
        .on(TYPE, "RefreshServices", "", in -> null);
  }

  /** The services of a new host. */
  static HostServiceInfo begin() {
    return info(
        List.of(
            service(DCUI, "Direct Console UI", "on", true),
            service("TSM", "ESXi Shell", "off", false),
            service("TSM-SSH", "SSH", "off", false),
            service("lbtd", "Load-Based Teaming Daemon", "on", true),
            service("lwsmd", "Active Directory Service", "off", false),
            service(NTPD, "NTP Daemon", "off", false),
            service("pcscd", "PC/SC Smart Card Daemon", "off", false),
            service("ptpd", "PTP Daemon", "off", false),
            service("sfcbd-watchdog", "CIM Server", "on", false),
            service("slpd", "slpd", "off", false),
            service("snmpd", "SNMP Server", "on", false),
            service("vltd", "vltd", "off", false),
            service("vmsyslogd", "Syslog Server", "on", true),
            service("vpxa", "VMware vCenter Agent", "on", true),
            service("xorg", "X.Org Server", "on", false)));
  }

  private static HostServiceInfo info(List<HostService> services) {
    HostServiceInfo info = new HostServiceInfo();
    info.service = services.toArray(HostService[]::new);
    return info;
  }

  private static HostService service(String key, String label, String policy, boolean running) {
    HostService service = new HostService();
    service.key = key;
    service.label = label;
    service.required = key.equals("vmsyslogd");
    service.uninstallable = false;
    service.running = running;
    service.policy = policy;
    return service;
  }

  /** Sets a service of a host as a lab declares it. */
  public static void declare(World world, Managed host, String key, String policy, boolean runs) {
    edit(
        world,
        HostParts.managerOf(world, host, TYPE),
        service -> {
          if (service.key.equals(key)) {
            service.policy = policy;
            service.running = runs;
          }
        });
    started(world, host, key, runs);
  }

  /** ntpd reads its servers when it starts. */
  private static void started(World world, Managed host, String key, boolean runs) {
    if (key.equals(NTPD)) {
      HostDateTimeInfo info =
          HostParts.managerOf(world, host, HostDateTimeSystem.TYPE)
              .get(HostDateTimeSystem.INFO, HostDateTimeInfo.class);
      world.set(
          HostParts.managerOf(world, host, TYPE), NTP_SERVERS, runs ? info.ntpConfig.server : null);
    }
  }

  /** What else changes with it: the lockdown mode starts and stops the console. */
  static void running(World world, Managed host, String key, boolean runs) {
    edit(
        world,
        HostParts.managerOf(world, host, TYPE),
        service -> service.running = service.key.equals(key) ? runs : service.running);
  }

  private interface Edit {
    void of(HostService service);
  }

  private static void edit(World world, Managed system, Edit edit) {
    HostServiceInfo info = Values.copy(system.get(INFO, HostServiceInfo.class));
    Arrays.stream(info.service).forEach(edit::of);
    world.set(system, INFO, info);
  }

  private static HostService find(Managed system, String key) {
    return Arrays.stream(system.get(INFO, HostServiceInfo.class).service)
        .filter(each -> each.key.equals(key))
        .findFirst()
        .orElse(null);
  }

  private static HostService need(Managed system, String key) throws VimFault {
    HostService found = find(system, key);
    if (found == null) {
      throw Refuse.with(
          new NotFound(), "The object or item referred to could not be found: service " + key);
    }
    return found;
  }

  private Object updatePolicy(Invocation in) throws VimFault {
    called.of(in, PRIVILEGE);
    String key = in.text("id");
    String policy = in.text("policy");
    need(in.self(), key);
    if (Arrays.stream(HostServicePolicy.values()).noneMatch(each -> each.name().equals(policy))) {
      throw Refuse.argument("policy", "`" + policy + "` is no policy");
    }
    edit(
        world,
        in.self(),
        service -> service.policy = service.key.equals(key) ? policy : service.policy);
    return null;
  }

  private Object run(Invocation in, boolean runs) throws VimFault {
    Managed host = called.of(in, PRIVILEGE);
    String key = in.text("id");
    HostService service = need(in.self(), key);
    if (service.running == runs) {
      throw Refuse.state("Service " + key + (runs ? " runs already." : " does not run."));
    }
    if (!runs && service.required) {
      throw Refuse.state("Service " + key + " is required.");
    }
    running(world, host, key, runs);
    started(world, host, key, runs);
    return null;
  }

  private Object restart(Invocation in) throws VimFault {
    Managed host = called.of(in, PRIVILEGE);
    need(in.self(), in.text("id"));
    if (!need(in.self(), in.text("id")).running) {
      throw Refuse.state("Service " + in.text("id") + " does not run.");
    }
    started(world, host, in.text("id"), true);
    return null;
  }
}
