package dev.provision.simulator.network;

import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualNicManagerInfo;
import com.vmware.vim25.VirtualNicManagerNetConfig;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code HostVirtualNicManager}: what the VMkernel adapters of a host are used for. An adapter in
 * the TCP/IP stack of a service has that service, and none can be selected for it.
 */
public final class HostVirtualNicManager implements ManagedType {
  public static final String TYPE = "HostVirtualNicManager";

  /** Those that are selected, as {@code vmotion=vmk1}. */
  private static final String SELECTED = "sim.selected";

  private static final String INFO = "networkInfo";
  private static final String MANAGEMENT = "management";

  /** The services, and the version that each came with; hosts of 6.0 have those without. */
  private static final Map<String, String> SERVICES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("vmotion", ""),
              Map.entry("faultToleranceLogging", ""),
              Map.entry("vSphereReplication", ""),
              Map.entry("vSphereReplicationNFC", ""),
              Map.entry(MANAGEMENT, ""),
              Map.entry("vsan", ""),
              Map.entry("vSphereProvisioning", ""),
              Map.entry("vsanWitness", "6.5"),
              Map.entry("vSphereBackupNFC", "7.0"),
              Map.entry("nvmeTcp", "7.0.3"),
              Map.entry("nvmeRdma", "7.0.3"),
              Map.entry("ptp", "7.0.3")));

  private final World world;
  private final Authorization authorization;
  private final EventManager events;

  public HostVirtualNicManager(World world, Authorization authorization, EventManager events) {
    this.world = world;
    this.authorization = authorization;
    this.events = events;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + " < ExtensibleManagedObject: info")
        .derive(TYPE, this::derived)
        .on(TYPE, "QueryNetConfig", "", this::query)
        .on(TYPE, "SelectVnicForNicType", "", in -> select(in, true))
        .on(TYPE, "DeselectVnicForNicType", "", in -> select(in, false));
  }

  private Object derived(Managed manager, String property) {
    return property.equals("info") ? info(world, HostParts.hostOf(world, manager)) : null;
  }

  private static List<String> selected(Managed manager) {
    String[] selected = manager.get(SELECTED, String[].class);
    return new ArrayList<>(selected == null ? List.of() : List.of(selected));
  }

  /** What a host's adapters are used for, as its configuration has it. */
  public static HostVirtualNicManagerInfo info(World world, Managed host) {
    VirtualNics nics =
        new VirtualNics(
            Values.copy(HostParts.networkOf(world, host).get(INFO, HostNetworkInfo.class)));
    List<String> selected = selected(manager(world, host));
    HostVirtualNicManagerInfo info = new HostVirtualNicManagerInfo();
    info.netConfig =
        SERVICES.entrySet().stream()
            .filter(each -> each.getValue().isEmpty() || world.version().isAtLeast(each.getValue()))
            .map(each -> config(each.getKey(), nics, selected))
            .toArray(VirtualNicManagerNetConfig[]::new);
    return info;
  }

  private static Managed manager(World world, Managed host) {
    return HostParts.managerOf(world, host, TYPE);
  }

  private static VirtualNicManagerNetConfig config(
      String service, VirtualNics nics, List<String> selected) {
    VirtualNicManagerNetConfig config = new VirtualNicManagerNetConfig();
    config.nicType = service;
    config.multiSelectAllowed = !service.equals("faultToleranceLogging");
    List<HostVirtualNic> candidates = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (HostVirtualNic nic : nics.all()) {
      HostVirtualNic candidate = Values.copy(nic);
      candidate.key = service + "." + nic.key;
      candidates.add(candidate);
      if (VirtualNics.stack(nic).equals(service) || selected.contains(service + "=" + nic.device)) {
        keys.add(candidate.key);
      }
    }
    config.candidateVnic = candidates.toArray(new HostVirtualNic[0]);
    config.selectedVnic = keys.toArray(new String[0]);
    return config;
  }

  private Object query(Invocation in) throws VimFault {
    return config(in.text("nicType"), in.self());
  }

  private VirtualNicManagerNetConfig config(String service, Managed manager) throws VimFault {
    for (VirtualNicManagerNetConfig each :
        info(world, HostParts.hostOf(world, manager)).netConfig) {
      if (each.nicType.equals(service)) {
        return each;
      }
    }
    throw Refuse.argument("nicType", "there is no such service");
  }

  private Object select(Invocation in, boolean on) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Network");
    String service = in.text("nicType");
    String device = in.text("device");
    VirtualNicManagerNetConfig config = config(service, in.self());
    HostVirtualNic nic =
        new VirtualNics(HostParts.networkOf(world, host).get(INFO, HostNetworkInfo.class))
            .find(device)
            .orElseThrow(() -> Refuse.argument("device", "there is no such adapter"));
    String stack = VirtualNics.stack(nic);
    if (!stack.equals(VirtualNics.DEFAULT_STACK)) {
      throw Refuse.argument("device", "its stack `" + stack + "` says what it is used for");
    }
    List<String> selected = selected(in.self());
    if (!config.multiSelectAllowed && on) {
      selected.removeIf(each -> each.startsWith(service + "="));
    }
    selected.remove(service + "=" + device);
    if (on) {
      selected.add(service + "=" + device);
    }
    HostNetworkInfo info = HostParts.networkOf(world, host).get(INFO, HostNetworkInfo.class);
    HostReach reach = new HostReach(world, host);
    reach.demand(
        reach.isReached(info, managed(selected(in.self()))),
        reach.isReached(info, managed(selected)));
    world.set(in.self(), SELECTED, selected.toArray(new String[0]));
    events.called(in, host, null);
    return null;
  }

  private static List<String> managed(List<String> selected) {
    return selected.stream()
        .filter(each -> each.startsWith(MANAGEMENT + "="))
        .map(each -> each.substring(MANAGEMENT.length() + 1))
        .toList();
  }

  /** The adapters that vCenter manages a host through. */
  static List<String> management(World world, Managed host) {
    return managed(selected(manager(world, host)));
  }

  /** Says what an adapter of a lab's host is used for. */
  public static void declare(World world, Managed host, String device, List<String> services) {
    Managed manager = manager(world, host);
    List<String> selected = selected(manager);
    services.forEach(service -> selected.add(service + "=" + device));
    world.set(manager, SELECTED, selected.toArray(new String[0]));
  }

  /** Of an adapter that is gone nothing is selected. */
  static void forget(World world, Managed host, String device) {
    Managed manager = manager(world, host);
    List<String> selected = selected(manager);
    selected.removeIf(each -> each.endsWith("=" + device));
    world.set(manager, SELECTED, selected.toArray(new String[0]));
  }

  /** Gives a captured host what its adapters were used for. */
  public static void restore(World world, Managed host, VirtualNicManagerNetConfig[] seen) {
    for (VirtualNicManagerNetConfig config : seen) {
      List<String> keys = config.selectedVnic == null ? List.of() : List.of(config.selectedVnic);
      for (HostVirtualNic candidate :
          config.candidateVnic == null ? new HostVirtualNic[0] : config.candidateVnic) {
        if (keys.contains(candidate.key) && !VirtualNics.stack(candidate).equals(config.nicType)) {
          declare(world, host, candidate.device, List.of(config.nicType));
        }
      }
    }
  }
}
