package dev.provision.simulator.server;

/** Types that others extend or refer to, and that do nothing here. */
public final class PlainTypes implements ManagedType {
  @Override
  public void register(Registry registry) {
    registry.schema(
        "ExtensibleManagedObject: availableField value",
        "IpPoolManager:",
        "EventHistoryCollector: filter latestPage");
  }
}
