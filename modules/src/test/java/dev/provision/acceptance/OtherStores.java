package dev.provision.acceptance;

import java.util.Map;

/** Datastores, as somebody else's client sees them. */
interface OtherStores {
  /** The access mode of each host that mounts a datastore, by the host's path. */
  Map<String, String> mounts(String datastore);

  /** Mounts an export with NFS 3 on a host. */
  void mount(String host, String server, String path, String name);
}
