package dev.provision.modules.datastores;

import com.vmware.vim25.HostMountInfo;
import dev.provision.vsphere.newer.storage.BoundMountInfo;
import java.util.Optional;

/**
 * How one host mounts a datastore.
 *
 * @param vmknic the VMkernel adapter that it is bound to; empty for none
 * @param connections to the server of an export
 */
record Mount(Access access, Optional<String> vmknic, int connections) {
  /** How a host mounts it when nothing is declared. */
  static final Mount PLAIN = new Mount(Access.READ_WRITE, Optional.empty(), 1);

  /** Of a host that says nothing, {@link #PLAIN}. */
  static Mount of(HostMountInfo info) {
    if (info == null) {
      return PLAIN;
    }
    Access access = Access.of(info.getAccessMode());
    return info instanceof BoundMountInfo bound
        ? new Mount(
            access,
            Optional.ofNullable(bound.vmknicName).filter(name -> !name.isEmpty()),
            bound.numTcpConnections == null ? 1 : Math.max(1, bound.numTcpConnections))
        : new Mount(access, Optional.empty(), 1);
  }

  /** The same with what is declared. */
  Mount as(DatastoreSpec spec) {
    return new Mount(
        spec.access().orElse(access),
        spec.vmknic().or(() -> vmknic),
        spec.connections().orElse(connections));
  }

  HostMountInfo info() {
    HostMountInfo info = new HostMountInfo();
    if (isBound()) {
      BoundMountInfo bound = new BoundMountInfo();
      bound.vmknicName = vmknic.orElse(null);
      bound.numTcpConnections = connections;
      info = bound;
    }
    info.setAccessMode(access.mode());
    info.setMounted(true);
    info.setAccessible(true);
    return info;
  }

  /** Whether it says what came with vSphere 8.0 U1. */
  boolean isBound() {
    return vmknic.isPresent() || connections != 1;
  }

  @Override
  public String toString() {
    return access
        + vmknic.map(name -> " over " + name).orElse("")
        + (connections == 1 ? "" : " with " + connections + " connections");
  }
}
