package dev.provision.simulator;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A host's standard port groups and datastores: {@code HostNetworkSystem} and its like. */
final class HostNetworkMethods {
  private static final long NAS_BYTES = 1L << 40;

  private final World world;
  private final Authorization authorization;

  HostNetworkMethods(World world, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
  }

  void methods(Methods methods) {
    methods
        .on("HostNetworkSystem", "AddPortGroup", "", this::addPortGroup)
        .on("HostNetworkSystem", "RemovePortGroup", "", this::removePortGroup)
        .on("HostDatastoreSystem", "CreateNasDatastore", "", this::createNas)
        .on("HostDatastoreSystem", "RemoveDatastore", "", this::removeDatastore);
  }

  private Managed host(Managed system) {
    for (Managed each : world.all("HostSystem")) {
      HostConfigManager managers = each.get("configManager", HostConfigManager.class);
      if (Values.isSame(managers.networkSystem, system.ref())
          || Values.isSame(managers.datastoreSystem, system.ref())) {
        return each;
      }
    }
    throw new IllegalStateException(system + " belongs to no host");
  }

  private Managed folder(Managed host, String property) {
    Managed datacenter = world.above(host, "Datacenter").orElseThrow();
    return world.need(datacenter.get(property, ManagedObjectReference.class));
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
    Managed host = host(in.self());
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
    Managed folder = folder(host, "networkFolder");
    Managed network =
        world
            .child(folder, name)
            .orElseGet(
                () -> {
                  Managed made = world.add("Network", "network-");
                  world.set(made, "name", name);
                  world.set(made, "parent", folder.ref());
                  return made;
                });
    NetworkModel.add(world, host, network);
    return null;
  }

  private Object removePortGroup(Invocation in) throws VimFault {
    Managed host = host(in.self());
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
    for (ManagedObjectReference vm :
        (ManagedObjectReference[]) Derived.read(world, network, "vm")) {
      if (Derived.isOn(world.need(vm), host)) {
        throw EntityMethods.inUse(network);
      }
    }
    world.set(
        host,
        "network",
        Arrays.stream(host.get("network", ManagedObjectReference[].class))
            .filter(each -> !Values.isSame(each, network.ref()))
            .toArray(ManagedObjectReference[]::new));
    if (((ManagedObjectReference[]) Derived.read(world, network, "host")).length == 0) {
      world.remove(network);
    }
    return null;
  }

  /** A share of one TiB; the same share on another host is the same datastore. */
  private Object createNas(Invocation in) throws VimFault {
    Managed host = host(in.self());
    authorization.demand(in, host, "Host.Config.Storage");
    HostNasVolumeSpec spec = in.need("spec", HostNasVolumeSpec.class);
    String name = Names.checked(spec.localPath);
    String share = spec.remoteHost + ":" + spec.remotePath;
    Managed folder = folder(host, "datastoreFolder");
    Managed there = world.child(folder, name).orElse(null);
    if (there == null) {
      Managed made = LabWorld.datastore(world, folder, name, "NFS", NAS_BYTES, List.of(host));
      world.set(made, "sim.share", share);
      return made.ref();
    }
    if (!share.equals(there.get("sim.share")) || Derived.isMounted(there, host)) {
      throw Refuse.duplicate(name, there.ref());
    }
    world.set(
        there,
        "host",
        Values.plus(
            there.get("host", DatastoreHostMount[].class),
            LabWorld.mount(there, host),
            DatastoreHostMount.class));
    return there.ref();
  }

  private Object removeDatastore(Invocation in) throws VimFault {
    Managed host = host(in.self());
    authorization.demand(in, host, "Host.Config.Storage");
    Managed datastore = in.object("datastore");
    for (ManagedObjectReference vm :
        (ManagedObjectReference[]) Derived.read(world, datastore, "vm")) {
      if (Derived.isOn(world.need(vm), host)) {
        throw EntityMethods.inUse(datastore);
      }
    }
    DatastoreHostMount[] left =
        Arrays.stream(datastore.get("host", DatastoreHostMount[].class))
            .filter(each -> !Values.isSame(each.key, host.ref()))
            .toArray(DatastoreHostMount[]::new);
    world.set(datastore, "host", left);
    if (left.length == 0) {
      world.remove(datastore);
    }
    return null;
  }
}
