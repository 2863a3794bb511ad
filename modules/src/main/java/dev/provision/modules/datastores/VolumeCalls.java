package dev.provision.modules.datastores;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.InvalidState;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes a VMFS on one host. Other hosts find it when they look for it; one that had unmounted it
 * keeps it so until it is told to mount it.
 */
record VolumeCalls(VsphereWriter write, Inventory now) implements StoreCalls {
  @Override
  public ManagedObjectReference make(DatastoreSpec spec, String host, String name)
      throws ModuleException {
    try {
      HostSystems systems = HostSystems.of(host, now, write);
      ManagedObjectReference made =
          new NewVolume(write, systems, spec.volume().orElseThrow()).make(name);
      write.touched(made);
      return made;
    } catch (ModuleException e) {
      throw e.saying("`" + host + "` could not make it: " + e.getMessage());
    }
  }

  @Override
  public ManagedObjectReference mount(ManagedObjectReference datastore, String path, Mount how)
      throws ModuleException {
    HostSystems host = HostSystems.of(path, now, write);
    try {
      Optional<DatastoreHostMount> mount = of(datastore, host);
      if (mount.isEmpty()) {
        write.send(api -> api.rescanVmfs(host.storage()));
        mount = of(datastore, host);
      }
      if (mount.isEmpty()) {
        write.send(api -> api.rescanAllHba(host.storage()));
        write.send(api -> api.rescanVmfs(host.storage()));
        mount = of(datastore, host);
      }
      if (mount.isEmpty()) {
        throw ModuleException.refused(
            "it does not find the VMFS after it looked again; let the storage array show it the"
                + " LUN");
      }
      if (!isMounted(mount.get())) {
        String uuid = volume(datastore).uuid();
        write.send(api -> api.mountVmfsVolume(host.storage(), uuid));
      }
    } catch (ModuleException e) {
      throw e.saying("`" + path + "` could not mount it: " + e.getMessage());
    }
    return datastore;
  }

  private Optional<DatastoreHostMount> of(ManagedObjectReference datastore, HostSystems host)
      throws ModuleException {
    return write.read(datastore, "host").get("host", DatastoreHostMount[].class).stream()
        .flatMap(Arrays::stream)
        .filter(mount -> mount.getKey().equals(host.host()))
        .findFirst();
  }

  private static boolean isMounted(DatastoreHostMount mount) {
    return mount.getMountInfo() == null || !Boolean.FALSE.equals(mount.getMountInfo().getMounted());
  }

  private Volume volume(ManagedObjectReference datastore) throws ModuleException {
    return Volume.of(write.read(datastore, "info"))
        .orElseThrow(() -> ModuleException.refused("it is no VMFS"));
  }

  @Override
  public void unmount(ManagedObjectReference datastore, String path) throws ModuleException {
    HostSystems host = HostSystems.of(path, now, write);
    String uuid = volume(datastore).uuid();
    try {
      write.send(api -> api.unmountVmfsVolume(host.storage(), uuid));
    } catch (ModuleException e) {
      if (!Faults.is(e, InvalidState.class)) {
        throw e.saying("`" + path + "` could not unmount it: " + e.getMessage());
      }
    }
  }

  /** Deletes it with its data, after a look whether files are on it. */
  void destroy(ManagedObjectReference datastore) throws ModuleException, InterruptedException {
    Item read = write.read(datastore, "name", "host", "browser");
    new VolumeFiles(write).refuseAny(read);
    String path =
        Mounts.read(read, now).byHost().keySet().stream()
            .sorted()
            .findFirst()
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "no host mounts it, so nobody knows what is on it; mount `"
                            + EntityName.shown(read.name())
                            + "` first"));
    Heartbeats.leave(datastore, write);
    HostSystems host = HostSystems.of(path, now, write);
    write.send(api -> api.removeDatastore(host.datastores(), datastore));
  }
}
