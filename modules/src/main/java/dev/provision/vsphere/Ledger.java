package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import java.util.HashMap;
import java.util.Map;

/** What was promised of hosts and datastores in one allocation. For one thread. */
final class Ledger {
  private final Map<ManagedObjectReference, Long> bytes = new HashMap<>();

  void promise(HostFacts host, DatastoreFacts datastore, VmNeed need) {
    bytes.merge(host.ref(), need.ram().bytes(), Long::sum);
    bytes.merge(datastore.ref(), need.disk().bytes(), Long::sum);
  }

  /** In bytes; below zero where the host is overcommitted. */
  long freeMemory(HostFacts host) {
    return host.freeMemoryBytes() - bytes.getOrDefault(host.ref(), 0L);
  }

  /** In bytes. */
  long freeSpace(DatastoreFacts datastore) {
    return datastore.freeBytes() - bytes.getOrDefault(datastore.ref(), 0L);
  }
}
