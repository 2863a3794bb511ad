package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.DataSize;
import java.util.ArrayList;
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
 * @param within the only places that it may go to
 * @param elsewhere whether it may go to hosts that do not mount that datastore, and lie on another,
 *     where no host that does fits
 * @param policy the storage policy that its datastore must satisfy, by name; empty for none
 * @param source what it is made of
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
    long cpuReservationMhz,
    Within within,
    boolean elsewhere,
    Optional<String> policy,
    VmSource source) {
  public VmNeed {
    networks = List.copyOf(networks);
    mounted = List.copyOf(mounted);
  }

  /** The same need, of a VM that may only go there. */
  public VmNeed within(Within only) {
    return new VmNeed(
        vcpus,
        ram,
        disk,
        networks,
        datastore,
        datastoreName,
        mounted,
        group,
        memoryReservation,
        cpuReservationMhz,
        only,
        elsewhere,
        policy,
        source);
  }

  /** The same need, of a VM whose host must have these datastores besides. */
  public VmNeed mounting(List<ManagedObjectReference> more) {
    List<ManagedObjectReference> all = new ArrayList<>(mounted);
    all.addAll(more);
    return new VmNeed(
        vcpus,
        ram,
        disk,
        networks,
        datastore,
        datastoreName,
        all,
        group,
        memoryReservation,
        cpuReservationMhz,
        within,
        elsewhere,
        policy,
        source);
  }

  /** The same need, of a VM whose image is copied where no host that fits mounts its datastore. */
  public VmNeed orElsewhere() {
    return lying(datastore, true);
  }

  /** The same need, of a VM whose datastore must satisfy a storage policy. */
  public VmNeed satisfying(Optional<String> storagePolicy) {
    return new VmNeed(
        vcpus,
        ram,
        disk,
        networks,
        datastore,
        datastoreName,
        mounted,
        group,
        memoryReservation,
        cpuReservationMhz,
        within,
        elsewhere,
        storagePolicy,
        source);
  }

  /** The same need, of any datastore. */
  VmNeed anywhere() {
    return lying(Optional.empty(), false);
  }

  private VmNeed lying(Optional<ManagedObjectReference> on, boolean orElsewhere) {
    return new VmNeed(
        vcpus,
        ram,
        disk,
        networks,
        on,
        datastoreName,
        mounted,
        group,
        memoryReservation,
        cpuReservationMhz,
        within,
        orElsewhere,
        policy,
        source);
  }

  /** The same need, of a VM that is made of this. */
  public VmNeed of(VmSource made) {
    return new VmNeed(
        vcpus,
        ram,
        disk,
        networks,
        datastore,
        datastoreName,
        mounted,
        group,
        memoryReservation,
        cpuReservationMhz,
        within,
        elsewhere,
        policy,
        made);
  }

  /** The same need, once it is known where an image that is made too will lie. */
  VmNeed linkedOn(Optional<ManagedObjectReference> image) {
    boolean waits =
        datastore.isEmpty()
            && image.isPresent()
            && source.link().filter(l -> l.stays()).isPresent();
    return waits ? lying(image, true) : this;
  }

  /** The same need, of this datastore and no other. */
  VmNeed only(ManagedObjectReference that) {
    return lying(Optional.of(that), false);
  }

  /** Whether it will run at all; an image only lies on its datastore. */
  boolean runs() {
    return ram.bytes() > 0;
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

  /** Of a VM that may go wherever the connection says. */
  public VmNeed(
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
    this(
        vcpus,
        ram,
        disk,
        networks,
        datastore,
        datastoreName,
        mounted,
        group,
        memoryReservation,
        cpuReservationMhz,
        Within.ANYWHERE,
        false,
        Optional.empty(),
        VmSource.NONE);
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
   * A cluster, a host, or both, by name or path.
   *
   * @param cluster empty for any
   * @param host empty for any
   */
  public record Within(Optional<String> cluster, Optional<String> host) {
    public static final Within ANYWHERE = new Within(Optional.empty(), Optional.empty());

    /** Whether a host stands in it. */
    public boolean holds(InventoryPath at) {
      return cluster.map(name -> isCalled(at.parent(), name)).orElse(true)
          && host.map(name -> isCalled(at, name)).orElse(true);
    }

    private static boolean isCalled(InventoryPath path, String nameOrPath) {
      return InventoryPath.isPath(nameOrPath)
          ? path.equals(InventoryPath.parse(nameOrPath))
          : path.toString().endsWith("/" + nameOrPath);
    }

    /** What speaks against a host; empty when nothing does. */
    Optional<Obstacle> obstacle(InventoryPath at) {
      if (holds(at)) {
        return Optional.empty();
      }
      return Optional.of(
          host.isPresent()
              ? new Obstacle(
                  Constraint.STATE,
                  "is not the host `" + host.get() + "`",
                  "name another host, or none")
              : new Obstacle(
                  Constraint.STATE,
                  "is not in the cluster `" + cluster.orElse("") + "`",
                  "name another cluster, or none"));
    }
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
