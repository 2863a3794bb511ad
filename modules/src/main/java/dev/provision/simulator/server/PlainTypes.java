package dev.provision.simulator.server;

import com.vmware.vim25.HostFileSystemVolumeInfo;

/** Types that others extend or refer to, and that do nothing here. */
public final class PlainTypes implements ManagedType {
  @Override
  public void register(Registry registry) {
    registry
        .derive(
            "HostStorageSystem",
            (storage, property) ->
                property.equals("fileSystemVolumeInfo") ? new HostFileSystemVolumeInfo() : null)
        .schema(
            "ExtensibleManagedObject: availableField value",
            "HostStorageSystem < ExtensibleManagedObject: fileSystemVolumeInfo"
                + " multipathStateInfo storageDeviceInfo systemFile",
            "IpPoolManager:",
            "EventHistoryCollector: filter latestPage");
  }
}
