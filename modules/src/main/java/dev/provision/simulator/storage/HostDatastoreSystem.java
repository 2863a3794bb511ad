package dev.provision.simulator.storage;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostDatastoreSystemCapabilities;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.ManagedObjectReference;
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
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.List;

/** {@code HostDatastoreSystem}: the datastores that a host mounts by itself. */
public final class HostDatastoreSystem implements ManagedType {
  private static final String TYPE = "HostDatastoreSystem";
  private static final long NAS_BYTES = 1L << 40;

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
        .on(TYPE, "RemoveDatastore", "", this::removeDatastore);
  }

  private static Object derived(Managed system, String property) {
    if (!property.equals("capabilities")) {
      return null;
    }
    HostDatastoreSystemCapabilities can = new HostDatastoreSystemCapabilities();
    can.nfsMountCreationSupported = true;
    can.vmfsExtentExpansionSupported = false;
    return can;
  }

  /**
   * Mounts a share, of which every one has the same size. The same share under the same name on
   * another host is the same datastore.
   */
  private Object createNas(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Storage");
    HostNasVolumeSpec spec = in.need("spec", HostNasVolumeSpec.class);
    String name = Names.checked(spec.localPath);
    String share = spec.remoteHost + ":" + spec.remotePath;
    Managed folder = Datacenter.folder(world, host, "datastoreFolder");
    Managed there = world.child(folder, name).orElse(null);
    if (there == null) {
      Managed made = Datastore.create(world, folder, name, "NFS", NAS_BYTES, List.of(host));
      world.set(made, "sim.share", share);
      return made.ref();
    }
    if (!share.equals(there.get("sim.share")) || Datastore.isMounted(there, host)) {
      throw Refuse.duplicate(name, there.ref());
    }
    world.set(
        there,
        "host",
        Values.plus(
            there.get("host", DatastoreHostMount[].class),
            Datastore.mount(there, host),
            DatastoreHostMount.class));
    return there.ref();
  }

  private Object removeDatastore(Invocation in) throws VimFault {
    Managed host = HostParts.hostOf(world, in.self());
    authorization.demand(in, host, "Host.Config.Storage");
    Managed datastore = in.object("datastore");
    for (ManagedObjectReference vm : (ManagedObjectReference[]) world.read(datastore, "vm")) {
      if (VmState.isAt(world.need(vm), host)) {
        throw Refuse.inUse(datastore);
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
