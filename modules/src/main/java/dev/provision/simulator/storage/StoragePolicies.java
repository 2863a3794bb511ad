package dev.provision.simulator.storage;

import dev.provision.simulator.world.Refuse;
import dev.provision.vsphere.wire.VimFault;
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

  /**
   * @throws VimFault InvalidArgument where there is none of this id
   */
  StoragePolicy find(String id) throws VimFault {
    for (StoragePolicy each : all) {
      if (each.id().equals(id)) {
        return each;
      }
    }
    throw Refuse.argument("profileId", "there is no storage policy `" + id + "`");
  }

  boolean has(String id) {
    return all.stream().anyMatch(each -> each.id().equals(id));
  }
}
