package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a VM that is to be made needs of a host and a datastore. It begins as {@link #sized}, which
 * asks for room alone, and each of the other methods asks for one thing more.
 *
 * @param group the server group that it is a member of; empty for none
 * @param source what it is made of
 */
public record VmNeed(
    Size size, Reserved reserved, Where where, Optional<ServerGroup> group, VmSource source) {
  /**
   * The room it takes.
   *
   * @param disk what it may come to take on the datastore
   * @param swap what of its swap file is there already
   */
  public record Size(int vcpus, DataSize ram, DataSize disk, DataSize swap) {}

  /**
   * What its host must set aside for it alone.
   *
   * @param memory besides the overhead; 0 for none
   * @param mhz of its CPUs; 0 for none
   */
  public record Reserved(DataSize memory, long mhz) {
    static final Reserved NOTHING = new Reserved(new DataSize(0), 0);
  }

  /**
   * Where it may go.
   *
   * @param networks every one must be on the host
   * @param datastore the one it must lie on or be linked to, mounted on the host; empty for any
   * @param datastoreName a declared datastore by name; empty for any
   * @param mounted datastores that its host must have besides: those of its volumes
   * @param within the only places that it may go to
   * @param elsewhere whether it may go to hosts that do not mount that datastore, and lie on
   *     another, where no host that does fits
   * @param policy the storage policy that its datastore must satisfy, by name; empty for none
   */
  public record Where(
      List<ManagedObjectReference> networks,
      Optional<ManagedObjectReference> datastore,
      Optional<String> datastoreName,
      List<ManagedObjectReference> mounted,
      Within within,
      boolean elsewhere,
      Optional<String> policy) {
    static final Where ANYWHERE =
        new Where(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Within.ANYWHERE,
            false,
            Optional.empty());

    public Where {
      networks = List.copyOf(networks);
      mounted = List.copyOf(mounted);
    }

    private Where lying(Optional<ManagedObjectReference> there, boolean orElsewhere) {
      return new Where(networks, there, datastoreName, mounted, within, orElsewhere, policy);
    }
  }

  /** A VM that may go wherever the connection says, and for which nothing is set aside. */
  public static VmNeed sized(int vcpus, DataSize ram, DataSize disk) {
    return new VmNeed(
        new Size(vcpus, ram, disk, new DataSize(0)),
        Reserved.NOTHING,
        Where.ANYWHERE,
        Optional.empty(),
        VmSource.NONE);
  }

  public int vcpus() {
    return size.vcpus();
  }

  public DataSize ram() {
    return size.ram();
  }

  public DataSize disk() {
    return size.disk();
  }

  /** With NICs on these networks. */
  public VmNeed on(List<ManagedObjectReference> all) {
    return at(
        w ->
            new Where(
                all, w.datastore, w.datastoreName, w.mounted, w.within, w.elsewhere, w.policy));
  }

  /** On this datastore, or linked to what lies there, or on the declared one of this name. */
  public VmNeed lying(Optional<ManagedObjectReference> there, Optional<String> name) {
    return at(w -> new Where(w.networks, there, name, w.mounted, w.within, w.elsewhere, w.policy));
  }

  /** On a host that has these datastores besides. */
  public VmNeed mounting(List<ManagedObjectReference> more) {
    List<ManagedObjectReference> all = new ArrayList<>(where.mounted());
    all.addAll(more);
    return at(
        w ->
            new Where(
                w.networks, w.datastore, w.datastoreName, all, w.within, w.elsewhere, w.policy));
  }

  /** As a member of a server group. */
  public VmNeed in(Optional<ServerGroup> of) {
    return new VmNeed(size, reserved, where, of, source);
  }

  /** With this much set aside for it. */
  public VmNeed reserving(DataSize memory, long mhz) {
    return new VmNeed(size, new Reserved(memory, mhz), where, group, source);
  }

  /** In this place and no other. */
  public VmNeed within(Within only) {
    return at(
        w ->
            new Where(
                w.networks, w.datastore, w.datastoreName, w.mounted, only, w.elsewhere, w.policy));
  }

  /** Of an image that is copied where no host that fits mounts its datastore. */
  public VmNeed orElsewhere() {
    return at(w -> w.lying(w.datastore, true));
  }

  /** On a datastore that satisfies a storage policy. */
  public VmNeed satisfying(Optional<String> storagePolicy) {
    return at(
        w ->
            new Where(
                w.networks,
                w.datastore,
                w.datastoreName,
                w.mounted,
                w.within,
                w.elsewhere,
                storagePolicy));
  }

  /** Made of this. */
  public VmNeed madeOf(VmSource from) {
    return new VmNeed(size, reserved, where, group, from);
  }

  /** With these for its own. */
  VmNeed smaller(int cpus, DataSize memory) {
    return of(new Size(cpus, memory, size.disk(), size.swap()));
  }

  /** With so much of its swap file there. */
  VmNeed having(DataSize there) {
    return of(new Size(size.vcpus(), size.ram(), size.disk(), there));
  }

  /** The same need, of any datastore. */
  VmNeed anywhere() {
    return at(w -> w.lying(Optional.empty(), false));
  }

  /** The same need, once it is known where an image that is made too will lie. */
  VmNeed linkedOn(Optional<ManagedObjectReference> image) {
    boolean waits =
        where.datastore().isEmpty()
            && image.isPresent()
            && source.link().filter(l -> l.stays()).isPresent();
    return waits ? at(w -> w.lying(image, true)) : this;
  }

  /** The same need, of this datastore and no other. */
  VmNeed only(ManagedObjectReference that) {
    return at(w -> w.lying(Optional.of(that), false));
  }

  /** Whether it will run at all; an image only lies on its datastore. */
  boolean runs() {
    return ram().bytes() > 0;
  }

  private VmNeed of(Size other) {
    return new VmNeed(other, reserved, where, group, source);
  }

  private VmNeed at(UnaryOperator<Where> change) {
    return new VmNeed(size, reserved, change.apply(where), group, source);
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
}
