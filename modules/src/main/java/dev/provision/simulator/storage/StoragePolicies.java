package dev.provision.simulator.storage;

import java.util.List;
import java.util.Map;

/** The storage policies that there are; none where nobody knows of the service that has them. */
public final class StoragePolicies {
  private List<StoragePolicy> all = StoragePolicy.of(Map.of());

  List<StoragePolicy> all() {
    return all;
  }

  public void set(List<StoragePolicy> policies) {
    all = List.copyOf(policies);
  }

  boolean has(String id) {
    return all.stream().anyMatch(each -> each.id().equals(id));
  }
}
