package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.PlannedRule;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a new VM needs from a host and a datastore. {@link #sized} asks for room alone; each of the
 * other methods adds one requirement.
 *
 * @param groups the server group and the planned rules of VMs that it is a member of
 * @param source what it is created from
 * @param rules all planned rules and groups that name it
 */
public record VmNeed(
    Size size,
    Reserved reserved,
    Where where,
    List<ServerGroup> groups,
    VmSource source,
    List<PlannedRule> rules) {
  public VmNeed {
    groups = List.copyOf(groups);
    rules = List.copyOf(rules);
  }

  /**
   * The room it takes.
   *
   * @param disk the most that it may take on the datastore
   * @param swap the part of its swap file that exists already
   */
  public record Size(int vcpus, DataSize ram, DataSize disk, DataSize swap) {}

  /**
   * What its host must reserve for it.
   *
   * @param memory without the overhead; 0 for none
   * @param mhz of its CPUs; 0 for none
   */
  public record Reserved(DataSize memory, long mhz) {
    static final Reserved NOTHING = new Reserved(new DataSize(0), 0);
  }

  /**
   * Where it may go.
   *
   * @param networks the host must have all of them
   * @param datastore the datastore that it must be on, or be linked to; the host must mount it;
   *     empty for any
   * @param datastoreName the name of a declared datastore; empty for any
   * @param mounted further datastores that its host must mount: those of its volumes
   * @param within the only clusters or hosts that it may go to
   * @param elsewhere whether it may use another datastore, on a host that does not mount this one,
   *     when no host that does fits
   * @param policy the storage policy that its datastore must satisfy, by name; empty for none
   */
  public record Where(
      List<PortGroupRef> networks,
      Optional<ManagedObjectReference> datastore,
      Optional<PlaceName> datastoreName,
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

  /** A VM without reservations that may go wherever the connection allows. */
  public static VmNeed sized(int vcpus, DataSize ram, DataSize disk) {
    return new VmNeed(
        new Size(vcpus, ram, disk, new DataSize(0)),
        Reserved.NOTHING,
        Where.ANYWHERE,
        List.of(),
        VmSource.NONE,
        List.of());
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
  public VmNeed on(List<PortGroupRef> all) {
    return at(
        w ->
            new Where(
                all, w.datastore, w.datastoreName, w.mounted, w.within, w.elsewhere, w.policy));
  }

  /** On this datastore, or linked to an image there, or on the declared datastore of this name. */
  public VmNeed lying(Optional<ManagedObjectReference> there, Optional<PlaceName> name) {
    return at(w -> new Where(w.networks, there, name, w.mounted, w.within, w.elsewhere, w.policy));
  }

  /** On a host that also mounts these datastores. */
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
    return new VmNeed(size, reserved, where, of.stream().toList(), source, rules);
  }

  /** Under these planned rules and groups. */
  VmNeed under(List<PlannedRule> planned) {
    List<ServerGroup> all = new ArrayList<>(groups);
    planned.forEach(rule -> rule.group().ifPresent(all::add));
    return new VmNeed(size, reserved, where, all, source, planned);
  }

  /** With these reservations. */
  public VmNeed reserving(DataSize memory, long mhz) {
    return new VmNeed(size, new Reserved(memory, mhz), where, groups, source, rules);
  }

  /** In this place and nowhere else. */
  public VmNeed within(Within only) {
    return at(
        w ->
            new Where(
                w.networks, w.datastore, w.datastoreName, w.mounted, only, w.elsewhere, w.policy));
  }

  /** For a VM whose image is copied when no suitable host mounts the image's datastore. */
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

  /** Created from this. */
  public VmNeed madeOf(VmSource from) {
    return new VmNeed(size, reserved, where, groups, from, rules);
  }

  /** With these sizes. */
  VmNeed smaller(int cpus, DataSize memory) {
    return of(new Size(cpus, memory, size.disk(), size.swap()));
  }

  /** With this much of its swap file already there. */
  VmNeed having(DataSize there) {
    return of(new Size(size.vcpus(), size.ram(), size.disk(), there));
  }

  /** The same need for any datastore. */
  VmNeed anywhere() {
    return at(w -> w.lying(Optional.empty(), false));
  }

  /** The same need, once the place of an image that is created too is known. */
  VmNeed linkedOn(Optional<ManagedObjectReference> image) {
    boolean waits =
        where.datastore().isEmpty()
            && image.isPresent()
            && source.link().filter(l -> l.stays()).isPresent();
    return waits ? at(w -> w.lying(image, true)) : this;
  }

  /** The same need for this datastore only. */
  VmNeed only(ManagedObjectReference that) {
    return at(w -> w.lying(Optional.of(that), false));
  }

  /** Whether it will run; an image only occupies its datastore. */
  boolean runs() {
    return ram().bytes() > 0;
  }

  /** Whether one of its groups has a hard policy. */
  boolean isBound() {
    return groups.stream().anyMatch(group -> group.policy().isHard());
  }

  private VmNeed of(Size other) {
    return new VmNeed(other, reserved, where, groups, source, rules);
  }

  private VmNeed at(UnaryOperator<Where> change) {
    return new VmNeed(size, reserved, change.apply(where), groups, source, rules);
  }

  /**
   * A cluster, a host, or both, by name or path.
   *
   * @param cluster empty for any
   * @param host empty for any
   */
  public record Within(Optional<PlaceName> cluster, Optional<PlaceName> host) {
    public static final Within ANYWHERE = new Within(Optional.empty(), Optional.empty());

    /** Whether a host is inside. */
    public boolean holds(InventoryPath at) {
      return cluster.map(name -> name.fits(at.parent())).orElse(true)
          && host.map(name -> name.fits(at)).orElse(true);
    }

    /** Why a host is not allowed; empty when it is. */
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
                  "is not in the cluster `" + cluster.map(PlaceName::text).orElse("") + "`",
                  "name another cluster, or none"));
    }
  }
}
