package dev.provision.simulator.storage;

import java.util.List;
import java.util.Map;

/** All storage policies; none in a copy of a vCenter whose policies were not captured. */
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
