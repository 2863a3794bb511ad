package dev.provision.simulator.server;

/** Types that others extend or refer to, and that do nothing here. */
public final class PlainTypes implements ManagedType {
  @Override
  public void register(Registry registry) {
    registry.schema(
        "ExtensibleManagedObject: availableField value",
        "OptionManager: setting supportedOption",
        "HostStorageSystem < ExtensibleManagedObject: fileSystemVolumeInfo storageDeviceInfo",
        "DistributedVirtualSwitchManager:",
        "IpPoolManager:",
        "StorageResourceManager:",
        "EventHistoryCollector: filter latestPage");
  }
}
