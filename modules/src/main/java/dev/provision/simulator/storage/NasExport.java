package dev.provision.simulator.storage;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostConfigFault;
import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.LocalizableMessage;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.storage.BoundMountInfo;
import dev.provision.vsphere.newer.storage.BoundNasSpec;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An export of an NFS server. A lab that names no server stands for one where every server exports
 * everything; one that names some has no others.
 */
public final class NasExport implements ManagedType {
  private static final String TYPE = "SimulatedExport";
  private static final String SERVER = "sim.server";
  private static final String PATH = "sim.path";
  private static final String REFUSES = "sim.refuses";
  private static final long BYTES = 1L << 40;

  @Override
  public void register(Registry registry) {
    registry.schema(TYPE + ": name");
  }

  /**
   * @param refuses why hosts may not mount it, as its server says it; empty when they may
   */
  public static void declare(
      World world,
      String server,
      String path,
      long bytes,
      boolean readOnly,
      Optional<String> refuses) {
    Managed made = world.add(TYPE, "export-");
    world.set(made, SERVER, server);
    world.set(made, PATH, path);
    world.set(made, DatastoreContents.CAPACITY, bytes);
    world.set(made, DatastoreContents.READ_ONLY, readOnly);
    refuses.ifPresent(why -> world.set(made, REFUSES, why));
  }

  /** What identifies the storage: the servers and the path as text, and the protocol's version. */
  static String identity(HostNasVolumeSpec spec) {
    return type(spec) + " " + String.join(",", servers(spec)) + ":" + spec.remotePath;
  }

  static String type(HostNasVolumeSpec spec) {
    return spec.type == null ? "NFS" : spec.type;
  }

  private static List<String> servers(HostNasVolumeSpec spec) {
    return spec.remoteHostNames == null || spec.remoteHostNames.length == 0
        ? List.of(spec.remoteHost)
        : Arrays.asList(spec.remoteHostNames);
  }

  static HostNasVolume volume(HostNasVolumeSpec spec, String name, long bytes) {
    HostNasVolume volume = new HostNasVolume();
    volume.type = type(spec);
    volume.name = name;
    volume.capacity = bytes;
    volume.remoteHost = spec.remoteHost;
    volume.remotePath = spec.remotePath;
    volume.remoteHostNames = spec.remoteHostNames;
    volume.securityType = spec.securityType;
    return volume;
  }

  /**
   * Asks the server; gives a new datastore what the export has.
   *
   * @throws VimFault HostConfigFault with the server's reason
   */
  static long mounted(World world, HostNasVolumeSpec spec, String name) throws VimFault {
    List<Managed> all = world.all(TYPE);
    if (all.isEmpty()) {
      return BYTES;
    }
    Managed export = find(all, spec, name);
    String refuses = export.get(REFUSES, String.class);
    if (refuses != null) {
      throw refused(name, refuses);
    }
    return export.get(DatastoreContents.CAPACITY, Long.class);
  }

  /**
   * @throws VimFault when the host has no such VMkernel adapter, or no account for Kerberos
   */
  static void demandHost(World world, Managed host, HostNasVolumeSpec spec, String name)
      throws VimFault {
    String vmknic = spec instanceof BoundNasSpec bound ? bound.vmknicToBind : null;
    if (vmknic != null && !hasAdapter(world, host, vmknic)) {
      throw refused(name, "Unable to find the vmknic " + vmknic);
    }
    boolean kerberos = spec.securityType != null && spec.securityType.startsWith("SEC_KRB5");
    if (kerberos && host.get(HostStorageSystem.USER) == null) {
      throw refused(name, "No NFS Kerberos user is set on the host");
    }
  }

  private static boolean hasAdapter(World world, Managed host, String device) {
    Object info = world.read(HostParts.networkOf(world, host), "networkInfo");
    return info instanceof HostNetworkInfo network
        && network.vnic != null
        && Arrays.stream(network.vnic).anyMatch(nic -> device.equals(nic.device));
  }

  /** How the host mounts it. */
  static void how(HostNasVolumeSpec spec, DatastoreHostMount mount) {
    if (spec instanceof BoundNasSpec bound) {
      BoundMountInfo info = new BoundMountInfo();
      info.path = mount.mountInfo.path;
      info.mounted = true;
      info.accessible = true;
      info.vmknicName = bound.vmknicToBind;
      info.vmknicActive = bound.vmknicToBind == null ? null : true;
      info.numTcpConnections = bound.connections == null ? 1 : bound.connections;
      mount.mountInfo = info;
    }
    mount.mountInfo.accessMode = spec.accessMode;
  }

  static boolean isReadOnly(World world, HostNasVolumeSpec spec) throws VimFault {
    List<Managed> all = world.all(TYPE);
    return !all.isEmpty()
        && Boolean.TRUE.equals(find(all, spec, "").get(DatastoreContents.READ_ONLY));
  }

  private static Managed find(List<Managed> all, HostNasVolumeSpec spec, String name)
      throws VimFault {
    for (String server : servers(spec)) {
      List<Managed> its = all.stream().filter(e -> server.equals(e.get(SERVER))).toList();
      if (its.isEmpty()) {
        throw refused(name, "The NFS server " + server + " could not be reached");
      }
      Optional<Managed> export =
          its.stream().filter(each -> spec.remotePath.equals(each.get(PATH))).findFirst();
      if (export.isPresent()) {
        return export.get();
      }
    }
    throw refused(name, "The mount request was denied by the NFS server: no such export");
  }

  /** In the words of a real host, as far as they are known: the reason is a message of its own. */
  private static VimFault refused(String name, String why) {
    HostConfigFault fault = new HostConfigFault();
    LocalizableMessage message = new LocalizableMessage();
    message.key = "com.vmware.esx.hostctl.default";
    message.message =
        "Operation failed, diagnostics report: Mount failed for volume " + name + ": " + why;
    fault.faultMessage = new LocalizableMessage[] {message};
    return Refuse.with(fault, "An error occurred during host configuration.");
  }
}
