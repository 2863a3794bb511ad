package dev.provision.simulator;

/** Types that others extend or refer to, and that do nothing here. */
final class PlainTypes implements ManagedType {
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
