package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of hosts and datastores, less what was promised in one allocation. For one thread.
 */
final class Ledger {
  private final Capacity capacity;
  private final Map<ManagedObjectReference, Long> bytes = new HashMap<>();
  private final Map<ManagedObjectReference, Long> cpus = new HashMap<>();
  private final Map<ManagedObjectReference, Long> reservedBytes = new HashMap<>();
  private final Map<ManagedObjectReference, Long> reservedMhz = new HashMap<>();
  private final Map<ManagedObjectReference, Integer> planned = new HashMap<>();
  private final Map<Address, Map<ManagedObjectReference, List<Address>>> members = new HashMap<>();

  Ledger(Capacity capacity) {
    this.capacity = capacity;
  }

  /** One that goes on from here and leaves this as it is. */
  Ledger copy() {
    Ledger copy = new Ledger(capacity);
    copy.bytes.putAll(bytes);
    copy.cpus.putAll(cpus);
    copy.reservedBytes.putAll(reservedBytes);
    copy.reservedMhz.putAll(reservedMhz);
    copy.planned.putAll(planned);
    members.forEach(
        (group, hosts) ->
            hosts.forEach((host, those) -> those.forEach(each -> copy.settle(group, each, host))));
    return copy;
  }

  void promise(Address address, HostFacts host, DatastoreFacts datastore, VmNeed need) {
    bytes.merge(host.ref(), need.ram().bytes(), Long::sum);
    cpus.merge(host.ref(), (long) need.vcpus(), Long::sum);
    reservedBytes.merge(host.ref(), need.memoryReservation().bytes(), Long::sum);
    reservedMhz.merge(host.ref(), need.cpuReservationMhz(), Long::sum);
    planned.merge(host.ref(), 1, Integer::sum);
    bytes.merge(datastore.ref(), space(need), Long::sum);
    need.group().ifPresent(group -> settle(group.address(), address, host.ref()));
  }

  /** A VM that runs there goes before anything new comes. */
  void release(ManagedObjectReference host, Item vm) {
    bytes.merge(host, -Residents.memory(vm), Long::sum);
    cpus.merge(host, -Residents.cpus(vm), Long::sum);
    reservedBytes.merge(host, -Residents.reservedMemory(vm), Long::sum);
    reservedMhz.merge(host, -Residents.reservedMhz(vm), Long::sum);
  }

  /** A member of a group is on a host. */
  void settle(Address group, Address member, ManagedObjectReference host) {
    members
        .computeIfAbsent(group, g -> new HashMap<>())
        .computeIfAbsent(host, h -> new ArrayList<>())
        .add(member);
  }

  /** Where members of a group are or will be. */
  Map<ManagedObjectReference, List<Address>> members(Address group) {
    return members.getOrDefault(group, Map.of());
  }

  /** In bytes; below zero where the host is overcommitted. */
  long freeMemory(HostFacts host) {
    return capacity.ofMemory(host.memoryBytes())
        - host.usedMemoryBytes()
        - bytes.getOrDefault(host.ref(), 0L);
  }

  /** Virtual CPUs; very many where they are not limited. */
  long freeCpus(HostFacts host) {
    return capacity.cpus() == 0
        ? Integer.MAX_VALUE
        : (long) Math.floor(host.threads() * capacity.cpus())
            - host.usedCpus()
            - cpus.getOrDefault(host.ref(), 0L);
  }

  /** What no VM has set aside for itself, in bytes; vSphere admits no more, whatever the ratio. */
  long unreservedMemory(HostFacts host) {
    return host.memoryBytes()
        - host.reservedMemoryBytes()
        - reservedBytes.getOrDefault(host.ref(), 0L);
  }

  /** The same of its CPUs, in MHz. */
  long unreservedMhz(HostFacts host) {
    return host.mhz() - host.reservedMhz() - reservedMhz.getOrDefault(host.ref(), 0L);
  }

  /** How many VMs were promised to a host. */
  int planned(HostFacts host) {
    return planned.getOrDefault(host.ref(), 0);
  }

  /** In bytes. */
  long freeSpace(DatastoreFacts datastore) {
    return capacity.ofDisk(datastore.freeBytes(), datastore.capacityBytes())
        - bytes.getOrDefault(datastore.ref(), 0L);
  }

  /**
   * What a VM takes of a datastore, in bytes: its disks, and while it is on a swap file for what of
   * its memory is not reserved.
   */
  static long space(VmNeed need) {
    return need.disk().bytes() + Math.max(0, need.ram().bytes() - need.memoryReservation().bytes());
  }
}
