package dev.provision.simulator.network;

import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostNetworkConfigResult;
import com.vmware.vim25.HostPortGroupConfig;
import com.vmware.vim25.HostProxySwitchConfig;
import com.vmware.vim25.HostVirtualNicConfig;
import com.vmware.vim25.HostVirtualNicSpec;
import com.vmware.vim25.HostVirtualSwitchConfig;
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

/**
 * The VMkernel adapters of a {@code HostNetworkSystem}, and {@code UpdateNetworkConfig}, which
 * changes switches, port groups and adapters that are there in one go. Others it does not make.
 */
public final class HostNetworkAdapters implements ManagedType {
  private static final String TYPE = "HostNetworkSystem";

  private final World world;
  private final Authorization authorization;
  private final NetworkEdits edits;

  public HostNetworkAdapters(World world, Authorization authorization, EventManager events) {
    this.world = world;
    this.authorization = authorization;
    this.edits = new NetworkEdits(world, authorization, events);
  }

  @Override
  public void register(Registry registry) {
    registry
        .on(TYPE, "AddVirtualNic", "", this::add)
        .on(TYPE, "UpdateVirtualNic", "", this::update)
        .on(TYPE, "RemoveVirtualNic", "", this::remove)
        .on(TYPE, "UpdateNetworkConfig", "", this::configure);
  }

  private Object add(Invocation in) throws VimFault {
    HostVirtualNicSpec asked = Values.copy(in.need("nic", HostVirtualNicSpec.class));
    String group = in.maybe("portgroup", String.class).orElse("");
    if (!group.isEmpty()) {
      asked.portgroup = group;
    }
    return edits.make(in, (host, switches) -> add(in, host, switches, asked));
  }

  private String add(
      Invocation in, Managed host, StandardSwitches switches, HostVirtualNicSpec asked)
      throws VimFault {
    if (asked.portgroup == null && asked.distributedVirtualPort == null) {
      throw Refuse.argument("portgroup", "it is missing");
    }
    checkGroup(in, host, switches, asked);
    return new VirtualNics(switches.info()).add(asked);
  }

  /** Refuses a port group that the host does not have. */
  private void checkGroup(
      Invocation in, Managed host, StandardSwitches switches, HostVirtualNicSpec asked)
      throws VimFault {
    DistributedVirtualSwitchPortConnection port = asked.distributedVirtualPort;
    if (port == null) {
      if (asked.portgroup != null && switches.group(asked.portgroup).isEmpty()) {
        throw Refuse.argument("portgroup", "the host has no `" + asked.portgroup + "`");
      }
      return;
    }
    if (asked.portgroup != null) {
      throw Refuse.argument("nic.portgroup", "the adapter is on a distributed port group");
    }
    Managed group =
        world.all("DistributedVirtualPortgroup").stream()
            .filter(each -> each.get("key").equals(port.portgroupKey))
            .filter(each -> Values.holds(host.get("network"), each.ref()))
            .findFirst()
            .orElseThrow(() -> Refuse.argument("nic.distributedVirtualPort", "it is not there"));
    authorization.demand(in, group, "Network.Assign");
  }

  private Object update(Invocation in) throws VimFault {
    String device = in.text("device");
    HostVirtualNicSpec asked = in.need("nic", HostVirtualNicSpec.class);
    return edits.make(
        in,
        (host, switches) -> {
          update(in, host, switches, device, asked);
          return null;
        });
  }

  private void update(
      Invocation in,
      Managed host,
      StandardSwitches switches,
      String device,
      HostVirtualNicSpec asked)
      throws VimFault {
    checkGroup(in, host, switches, asked);
    new VirtualNics(switches.info()).update(device, asked);
  }

  private Object remove(Invocation in) throws VimFault {
    String device = in.text("device");
    Object none =
        edits.make(
            in,
            (host, switches) -> {
              new VirtualNics(switches.info()).remove(device);
              return null;
            });
    HostVirtualNicManager.forget(world, HostParts.hostOf(world, in.self()), device);
    return none;
  }

  private Object configure(Invocation in) throws VimFault {
    HostNetworkConfig config = in.need("config", HostNetworkConfig.class);
    if (!in.text("changeMode").equals("modify")) {
      throw Refuse.notSupported("The simulator has the mode modify only.");
    }
    return edits.make(
        in,
        (host, switches) -> {
          HostStack.apply(config, switches.info());
          List<String> made = new ArrayList<>();
          for (HostVirtualSwitchConfig each : all(config.vswitch)) {
            edited(each.changeOperation);
            switches.updateSwitch(each.name, each.spec);
          }
          for (HostProxySwitchConfig each : all(config.proxySwitch)) {
            edited(each.changeOperation);
            new DvsMembers(world, dvs(each.uuid)).connect(host, switches.info(), each.spec);
          }
          for (HostPortGroupConfig each : all(config.portgroup)) {
            edited(each.changeOperation);
            switches.update(each.spec.name, each.spec);
          }
          for (HostVirtualNicConfig each : all(config.vnic)) {
            if ("add".equals(each.changeOperation)) {
              made.add(add(in, host, switches, each.spec));
            } else {
              edited(each.changeOperation);
              update(in, host, switches, each.device, each.spec);
            }
          }
          HostNetworkConfigResult result = new HostNetworkConfigResult();
          result.vnicDevice = made.toArray(new String[0]);
          return result;
        });
  }

  private Managed dvs(String uuid) throws VimFault {
    return world.all("DistributedVirtualSwitch").stream()
        .filter(each -> uuid.equals(each.get("uuid")))
        .findFirst()
        .orElseThrow(StandardSwitches::notFound);
  }

  private static <T> List<T> all(T[] parts) {
    return parts == null ? List.of() : List.of(parts);
  }

  private static void edited(String operation) throws VimFault {
    if (!"edit".equals(operation)) {
      throw Refuse.notSupported("The simulator edits here, and does not `" + operation + "`.");
    }
  }
}
