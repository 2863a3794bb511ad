package dev.provision.simulator.network;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.HostNetwork;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/** {@code HostNetworkSystem}: a host's standard port groups. */
public final class HostNetworkSystem implements ManagedType {
  private static final String TYPE = "HostNetworkSystem";

  private final World world;
  private final Authorization authorization;
  private final EventManager events;

  public HostNetworkSystem(World world, Authorization authorization, EventManager events) {
    this.world = world;
    this.authorization = authorization;
    this.events = events;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ExtensibleManagedObject: capabilities consoleIpRouteConfig dnsConfig"
                + " ipRouteConfig networkConfig networkInfo offloadCapabilities")
        .on(TYPE, "AddPortGroup", "", this::addPortGroup)
        .on(TYPE, "UpdatePortGroup", "", this::updatePortGroup)
        .on(TYPE, "RemovePortGroup", "", this::removePortGroup);
  }

  private List<Managed> networks(Managed host) {
    List<Managed> all = new ArrayList<>();
    for (ManagedObjectReference ref : host.get("network", ManagedObjectReference[].class)) {
      all.add(world.need(ref));
    }
    return all;
  }

  /** Port groups of one name on several hosts are one network. */
  private Object addPortGroup(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Network");
    HostPortGroupSpec spec = in.need("portgrp", HostPortGroupSpec.class);
    String name = Names.checked(spec.name);
    for (Managed each : networks(host)) {
      if (each.name().equals(name)) {
        AlreadyExists fault = new AlreadyExists();
        fault.name = name;
        throw Refuse.with(fault, "The specified key, name, or identifier already exists.");
      }
    }
    known(host, spec);
    Managed folder = Datacenter.folder(world, host, "networkFolder");
    Managed network =
        world.child(folder, name).orElseGet(() -> Network.create(world, folder, name));
    Network.add(world, host, network);
    HostNetwork.put(world, host, spec);
    events.called("AddPortGroup", "host.NetworkSystem.addPortGroup", host, in);
    return null;
  }

  /** The spec sets all: what it leaves out is not kept. */
  private Object updatePortGroup(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Network");
    HostPortGroupSpec spec = in.need("portgrp", HostPortGroupSpec.class);
    String name = in.text("pgName");
    if (!spec.name.equals(name)) {
      throw Refuse.argument("portgrp.name", "a port group keeps its name here");
    }
    if (HostNetwork.specs(world, host).stream().noneMatch(each -> each.name.equals(name))) {
      throw Refuse.with(new NotFound(), "The object or item referred to could not be found.");
    }
    known(host, spec);
    HostNetwork.put(world, host, spec);
    events.called("UpdatePortGroup", "host.NetworkSystem.updatePortGroup", host, in);
    return null;
  }

  private void known(Managed host, HostPortGroupSpec spec) throws VimFault {
    if (!HostNetwork.hasSwitch(world, host, spec.vswitchName)) {
      throw Refuse.with(new NotFound(), "The object or item referred to could not be found.");
    }
    if (spec.vlanId < 0 || spec.vlanId > 4095) {
      throw Refuse.argument("portgrp.vlanId", "a VLAN is a number from 0 to 4095");
    }
  }

  private Object removePortGroup(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Network");
    String name = in.text("pgName");
    Managed network =
        networks(host).stream()
            .filter(each -> each.type().equals("Network") && each.name().equals(name))
            .findFirst()
            .orElse(null);
    if (network == null) {
      throw Refuse.with(new NotFound(), "The object or item referred to could not be found.");
    }
    for (ManagedObjectReference vm : (ManagedObjectReference[]) world.read(network, "vm")) {
      if (VmState.isAt(world.need(vm), host)) {
        throw Refuse.inUse(network);
      }
    }
    Network.remove(world, host, network);
    HostNetwork.forget(world, host, name);
    events.called("RemovePortGroup", "host.NetworkSystem.removePortGroup", host, in);
    if (((ManagedObjectReference[]) world.read(network, "host")).length == 0) {
      world.remove(network);
    }
    return null;
  }
}
