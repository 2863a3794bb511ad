package dev.provision.modules.datastores;

import com.vmware.vim25.HostFileSystemVolumeFileSystemType;
import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.NasDatastoreInfo;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.newer.storage.BoundNasSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an NFS datastore is: hosts tell two datastores apart by this text, and an address instead of
 * a name makes another one.
 *
 * @param type NFS or NFS41
 * @param servers in small letters
 * @param path without slashes at its end
 */
record Export(String type, List<String> servers, String path) {
  Export {
    servers = servers.stream().map(server -> server.toLowerCase(Locale.ROOT)).toList();
    path = path.replaceAll("(?<=.)/+$", "");
  }

  /** The declared one; empty for a datastore that has to exist. */
  static Optional<Export> of(DatastoreSpec spec) {
    return spec.nfs()
        .map(nfs -> new Export(nfs(), List.of(nfs.server()), nfs.path()))
        .or(() -> spec.nfs41().map(nfs -> new Export(Nfs41Spec.type(), nfs.servers(), nfs.path())));
  }

  private static String nfs() {
    return HostFileSystemVolumeFileSystemType.NFS.name();
  }

  /** That of a datastore of the snapshot; empty when it is on no NFS server or was not read. */
  static Optional<Export> of(Item datastore) {
    return datastore
        .get("info", Object.class)
        .filter(NasDatastoreInfo.class::isInstance)
        .map(info -> ((NasDatastoreInfo) info).getNas())
        .map(Export::of);
  }

  private static Export of(HostNasVolume nas) {
    String[] names = nas.getRemoteHostNames();
    return new Export(
        nas.getType(),
        names == null || names.length == 0 ? List.of(nas.getRemoteHost()) : Arrays.asList(names),
        nas.getRemotePath());
  }

  /** Whether both are the same files, mounted with whatever version of the protocol. */
  boolean isSameFiles(Export other) {
    return path.equals(other.path) && servers.stream().anyMatch(other.servers::contains);
  }

  private static HostNasVolumeSpec mount(String name, Mount how) {
    HostNasVolumeSpec mount = new HostNasVolumeSpec();
    if (how.isBound()) {
      BoundNasSpec bound = new BoundNasSpec();
      bound.vmknicToBind = how.vmknic().orElse(null);
      bound.vmknicBound = how.vmknic().isPresent() ? true : null;
      bound.connections = how.connections();
      mount = bound;
    }
    mount.setLocalPath(name);
    mount.setAccessMode(how.access().mode());
    return mount;
  }

  /** What a first host is asked to mount. */
  static HostNasVolumeSpec first(DatastoreSpec spec, String name) {
    HostNasVolumeSpec mount = mount(name, Mount.PLAIN.as(spec));
    if (spec.nfs().isPresent()) {
      mount.setType(nfs());
      mount.setRemoteHost(spec.nfs().get().server());
      mount.setRemotePath(spec.nfs().get().path());
    } else {
      Nfs41Spec nfs = spec.nfs41().orElseThrow();
      mount.setType(Nfs41Spec.type());
      mount.setRemoteHost(nfs.servers().get(0));
      mount.setRemoteHostNames(nfs.servers().toArray(String[]::new));
      mount.setRemotePath(nfs.path());
      mount.setSecurityType(nfs.security().orElse(Nfs41Spec.Security.SYS).word());
    }
    return mount;
  }

  /**
   * What the next host is asked to mount: as the first one did, so that it is the same datastore.
   */
  static HostNasVolumeSpec next(HostNasVolume nas, String name, Mount how) {
    HostNasVolumeSpec mount = mount(name, how);
    mount.setType(nas.getType());
    mount.setRemoteHost(nas.getRemoteHost());
    mount.setRemotePath(nas.getRemotePath());
    mount.setRemoteHostNames(nas.getRemoteHostNames());
    mount.setSecurityType(nas.getSecurityType());
    return mount;
  }

  @Override
  public String toString() {
    return String.join(",", servers) + ":" + path;
  }
}
