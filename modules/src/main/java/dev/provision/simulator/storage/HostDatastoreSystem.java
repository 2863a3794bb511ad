package dev.provision.simulator.storage;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostDatastoreSystemCapabilities;
import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.NotFound;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code HostDatastoreSystem}: the datastores that a host mounts by itself. */
public final class HostDatastoreSystem implements ManagedType {
  private static final String TYPE = "HostDatastoreSystem";
  private static final String SHARE = "sim.share";

  /** On a host, the datastore for the swap files of its VMs. */
  public static final String SWAP = "sim.localSwap";

  private final World world;
  private final Authorization authorization;

  public HostDatastoreSystem(World world, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": capabilities datastore")
        .derive(TYPE, HostDatastoreSystem::derived)
        .on(TYPE, "CreateNasDatastore", "", this::createNas)
        .on(TYPE, "UpdateLocalSwapDatastore", "", this::swap)
        .on(TYPE, "RemoveDatastore", "", this::removeDatastore);
  }

  private static Object derived(Managed system, String property) {
    if (!property.equals("capabilities")) {
      return null;
    }
    HostDatastoreSystemCapabilities can = new HostDatastoreSystemCapabilities();
    can.nfsMountCreationSupported = true;
    can.vmfsExtentExpansionSupported = true;
    return can;
  }

  /**
   * Mounts an export. The same export on another host is the same datastore, whatever name is
   * given; another one of a name that is taken is called {@code name (1)}, as a vCenter calls the
   * local datastores of its hosts.
   */
  private Object createNas(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Storage");
    HostNasVolumeSpec spec = in.need("spec", HostNasVolumeSpec.class);
    String name = Names.checked(spec.localPath);
    String share = NasExport.identity(spec);
    Managed top = Datacenter.folder(world, host, "datastoreFolder");
    List<Managed> stores = world.below(top, "Datastore");
    for (Managed each : stores) {
      if (Datastore.has(each, host) && each.name().equals(name)) {
        throw Refuse.duplicate(name, each.ref());
      }
    }
    Optional<Managed> there = stores.stream().filter(e -> share.equals(share(e))).findFirst();
    if (there.isPresent() && Datastore.has(there.get(), host)) {
      AlreadyExists fault = new AlreadyExists();
      fault.name = spec.remotePath;
      throw Refuse.with(fault, "The specified key, name, or identifier '" + name + "' exists.");
    }
    NasExport.demandHost(world, host, spec, name);
    long bytes = NasExport.mounted(world, spec, name);
    DatastoreHostMount mount;
    Managed store;
    if (there.isPresent()) {
      store = there.get();
      mount = Datastore.mount(store, host);
    } else {
      String free = Datastore.freeName(stores, name);
      store = Datastore.create(world, top, free, NasExport.type(spec), bytes, List.of());
      world.set(store, SHARE, share);
      world.set(store, Datastore.NAS, NasExport.volume(spec, free, bytes));
      world.set(store, DatastoreContents.READ_ONLY, NasExport.isReadOnly(world, spec));
      mount = Datastore.mount(store, host);
    }
    NasExport.how(spec, mount);
    world.set(
        store,
        "host",
        Values.plus(
            store.get("host", DatastoreHostMount[].class), mount, DatastoreHostMount.class));
    return store.ref();
  }

  /** Where a host keeps the swap files of its VMs. */
  private Object swap(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Storage");
    world.set(host, SWAP, in.maybeObject("datastore").map(Managed::ref).orElse(null));
    return null;
  }

  /** A copied vCenter tells only what is mounted, from where. */
  private static String share(Managed store) {
    Object share = store.get(SHARE);
    HostNasVolume nas = store.get(Datastore.NAS, HostNasVolume.class);
    if (share != null || nas == null) {
      return (String) share;
    }
    HostNasVolumeSpec spec = new HostNasVolumeSpec();
    spec.type = nas.type;
    spec.remoteHost = nas.remoteHost;
    spec.remoteHostNames = nas.remoteHostNames;
    spec.remotePath = nas.remotePath;
    return NasExport.identity(spec);
  }

  /**
   * Unmounts an export; the last host takes the datastore out of the inventory. A VMFS is destroyed
   * with its data, on all hosts.
   */
  private Object removeDatastore(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Storage");
    Managed datastore = in.object("datastore");
    if (!Datastore.has(datastore, host)) {
      throw Refuse.with(new NotFound(), "The host has no datastore '" + datastore.name() + "'.");
    }
    if (datastore.get(Datastore.VMFS) != null) {
      for (DatastoreHostMount each : datastore.get("host", DatastoreHostMount[].class)) {
        StoreUse.refuseUnmount(world, datastore, world.need(each.key));
      }
      Vmfs.destroy(world, datastore);
      return null;
    }
    StoreUse.refuseUnmount(world, datastore, host);
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
