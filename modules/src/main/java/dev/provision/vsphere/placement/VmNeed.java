package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a VM that is to be made needs of a host and a datastore. It begins as {@link #sized}, which
 * asks for room alone, and each of the other methods asks for one thing more.
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
 * @param swap what of its swap file is there already
 */
public record VmNeed(
    int vcpus,
    DataSize ram,
    DataSize disk,
    List<PortGroupRef> networks,
    Optional<ManagedObjectReference> datastore,
    Optional<String> datastoreName,
    List<ManagedObjectReference> mounted,
    Optional<Group> group,
    DataSize memoryReservation,
    long cpuReservationMhz,
    Within within,
    boolean elsewhere,
    Optional<String> policy,
    VmSource source,
    DataSize swap) {
  public VmNeed {
    networks = List.copyOf(networks);
    mounted = List.copyOf(mounted);
  }

  /** Of a VM that may go wherever the connection says, and for which nothing is set aside. */
  public static VmNeed sized(int vcpus, DataSize ram, DataSize disk) {
    return new VmNeed(
        vcpus,
        ram,
        disk,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        new DataSize(0),
        0,
        Within.ANYWHERE,
        false,
        Optional.empty(),
        VmSource.NONE,
        new DataSize(0));
  }

  /** With NICs on these networks. */
  public VmNeed on(List<PortGroupRef> all) {
    return with(next -> next.networks = all);
  }

  /** On this datastore, or linked to what lies there, or on the declared one of this name. */
  public VmNeed lying(Optional<ManagedObjectReference> there, Optional<String> name) {
    return with(
        next -> {
          next.datastore = there;
          next.datastoreName = name;
        });
  }

  /** On a host that has these datastores besides. */
  public VmNeed mounting(List<ManagedObjectReference> more) {
    List<ManagedObjectReference> all = new ArrayList<>(mounted);
    all.addAll(more);
    return with(next -> next.mounted = all);
  }

  /** As a member of a server group. */
  public VmNeed in(Optional<Group> of) {
    return with(next -> next.group = of);
  }

  /** With this much set aside for it. */
  public VmNeed reserving(DataSize memory, long mhz) {
    return with(
        next -> {
          next.memoryReservation = memory;
          next.cpuReservationMhz = mhz;
        });
  }

  /** In this place and no other. */
  public VmNeed within(Within only) {
    return with(next -> next.within = only);
  }

  /** Of an image that is copied where no host that fits mounts its datastore. */
  public VmNeed orElsewhere() {
    return with(next -> next.elsewhere = true);
  }

  /** On a datastore that satisfies a storage policy. */
  public VmNeed satisfying(Optional<String> storagePolicy) {
    return with(next -> next.policy = storagePolicy);
  }

  /** Made of this. */
  public VmNeed madeOf(VmSource from) {
    return with(next -> next.source = from);
  }

  /** With these for its own. */
  VmNeed smaller(int cpus, DataSize memory) {
    return new Next(this).need(sized(cpus, memory, disk));
  }

  /** With so much of its swap file there. */
  VmNeed having(DataSize there) {
    return with(next -> next.swap = there);
  }

  /** The same need, of any datastore. */
  VmNeed anywhere() {
    return with(
        next -> {
          next.datastore = Optional.empty();
          next.elsewhere = false;
        });
  }

  /** The same need, once it is known where an image that is made too will lie. */
  VmNeed linkedOn(Optional<ManagedObjectReference> image) {
    boolean waits =
        datastore.isEmpty()
            && image.isPresent()
            && source.link().filter(l -> l.stays()).isPresent();
    return waits ? with(next -> next.datastore = image).orElsewhere() : this;
  }

  /** The same need, of this datastore and no other. */
  VmNeed only(ManagedObjectReference that) {
    return anywhere().with(next -> next.datastore = Optional.of(that));
  }

  /** Whether it will run at all; an image only lies on its datastore. */
  boolean runs() {
    return ram.bytes() > 0;
  }

  private VmNeed with(Consumer<Next> change) {
    Next next = new Next(this);
    change.accept(next);
    return next.need(this);
  }

  /** What may be asked for besides the room. For one change, used by its own thread. */
  private static final class Next {
    private List<PortGroupRef> networks;
    private Optional<ManagedObjectReference> datastore;
    private Optional<String> datastoreName;
    private List<ManagedObjectReference> mounted;
    private Optional<Group> group;
    private DataSize memoryReservation;
    private long cpuReservationMhz;
    private Within within;
    private boolean elsewhere;
    private Optional<String> policy;
    private VmSource source;
    private DataSize swap;

    private Next(VmNeed from) {
      networks = from.networks;
      datastore = from.datastore;
      datastoreName = from.datastoreName;
      mounted = from.mounted;
      group = from.group;
      memoryReservation = from.memoryReservation;
      cpuReservationMhz = from.cpuReservationMhz;
      within = from.within;
      elsewhere = from.elsewhere;
      policy = from.policy;
      source = from.source;
      swap = from.swap;
    }

    private VmNeed need(VmNeed sized) {
      return new VmNeed(
          sized.vcpus,
          sized.ram,
          sized.disk,
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
          source,
          swap);
    }
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
      return cluster.map(name -> new PlaceName(name).fits(at.parent())).orElse(true)
          && host.map(name -> new PlaceName(name).fits(at)).orElse(true);
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
