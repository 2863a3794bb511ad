package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.DataSize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a VM that is to be made needs of a host and a datastore.
 *
 * @param disk the room it may come to take on the datastore
 * @param networks every one must be on the host
 * @param datastore the one it must lie on or be linked to, mounted on the host; empty for any
 * @param datastoreName a declared datastore by name; empty for any
 * @param mounted datastores that its host must have besides: those of its volumes
 * @param group the server group that it is a member of; empty for none
 * @param memoryReservation what its host must set aside besides the overhead; 0 for none
 * @param cpuReservationMhz what its host must set aside; 0 for none
 */
public record VmNeed(
    int vcpus,
    DataSize ram,
    DataSize disk,
    List<ManagedObjectReference> networks,
    Optional<ManagedObjectReference> datastore,
    Optional<String> datastoreName,
    List<ManagedObjectReference> mounted,
    Optional<Group> group,
    DataSize memoryReservation,
    long cpuReservationMhz) {
  public VmNeed {
    networks = List.copyOf(networks);
    mounted = List.copyOf(mounted);
  }

  /** Of a VM for which nothing is set aside. */
  public VmNeed(
      int vcpus,
      DataSize ram,
      DataSize disk,
      List<ManagedObjectReference> networks,
      Optional<ManagedObjectReference> datastore,
      Optional<String> datastoreName,
      List<ManagedObjectReference> mounted,
      Optional<Group> group) {
    this(vcpus, ram, disk, networks, datastore, datastoreName, mounted, group, new DataSize(0), 0);
  }

  /** Whether it will run at all; an image only lies on its datastore. */
  boolean runs() {
    return ram.bytes() > 0;
  }

  /** Of a VM without volumes and groups. */
  public VmNeed(
      int vcpus,
      DataSize ram,
      DataSize disk,
      List<ManagedObjectReference> networks,
      Optional<ManagedObjectReference> datastore,
      Optional<String> datastoreName) {
    this(vcpus, ram, disk, networks, datastore, datastoreName, List.of(), Optional.empty());
  }

  /**
   * A server group, as Nova has it.
   *
   * @param members all that are declared, there or not
   */
  public record Group(Address address, Policy policy, List<Address> members) {
    public Group {
      members = List.copyOf(members);
    }
  }

  /** What the members of a server group want of each other; the soft ones would like it. */
  public enum Policy {
    AFFINITY,
    ANTI_AFFINITY,
    SOFT_AFFINITY,
    SOFT_ANTI_AFFINITY;

    /** Whether they want one host, and else a host each. */
    public boolean isTogether() {
      return this == AFFINITY || this == SOFT_AFFINITY;
    }

    /** Whether nothing else will do. */
    public boolean isHard() {
      return this == AFFINITY || this == ANTI_AFFINITY;
    }

    /** As the playbook writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
