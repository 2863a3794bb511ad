package dev.provision.acceptance;

import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.ManagedObjectReference;
import java.rmi.RemoteException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Datastores with vim25, for the simulator. */
record YavijavaStores(Vim vim, Function<String, ManagedObjectReference> at) implements OtherStores {
  @Override
  public Map<String, String> mounts(String datastore) {
    Map<String, String> mounts = new TreeMap<>();
    for (DatastoreHostMount mount :
        vim.property(at.apply(datastore), "host", DatastoreHostMount[].class)) {
      mounts.put(path(mount.getKey()), mount.getMountInfo().getAccessMode());
    }
    return mounts;
  }

  private String path(ManagedObjectReference ref) {
    String path = "";
    ManagedObjectReference at = ref;
    while (!at.getVal().equals("group-d1")) {
      path = "/" + vim.property(at, "name", String.class) + path;
      at = vim.property(at, "parent", ManagedObjectReference.class);
    }
    return path;
  }

  /** Lets a cluster's HA use a datastore for its heartbeat. */
  void heartbeat(String cluster, String datastore) {
    ClusterDasConfigInfo das = new ClusterDasConfigInfo();
    das.setEnabled(true);
    das.setHeartbeatDatastore(new ManagedObjectReference[] {at.apply(datastore)});
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setDasConfig(das);
    vim.ended(
        Vim.asked(() -> vim.api().reconfigureComputeResource_Task(at.apply(cluster), spec, true)));
  }

  @Override
  public void mount(String host, String server, String path, String name) {
    HostNasVolumeSpec spec = new HostNasVolumeSpec();
    spec.setRemoteHost(server);
    spec.setRemotePath(path);
    spec.setLocalPath(name);
    spec.setAccessMode("readWrite");
    spec.setType("NFS");
    try {
      vim.api()
          .createNasDatastore(
              vim.property(
                  at.apply(host), "configManager.datastoreSystem", ManagedObjectReference.class),
              spec);
    } catch (RemoteException e) {
      throw new IllegalStateException(e);
    }
  }
}
