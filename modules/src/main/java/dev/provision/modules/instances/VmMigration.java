package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Demand;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.placement.MoveNeed;
import dev.provision.vsphere.placement.VmNeed;
import dev.provision.vsphere.placement.VmNeed.Within;
import dev.provision.vsphere.placement.VmSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster, host and datastore of a VM, where they are declared: one that is elsewhere is
 * migrated. What is not declared is no drift, so that DRS, HA and people may move it.
 */
final class VmMigration implements Part<VmMigration.Wanted, VmMigration.Has> {
  static final String CLUSTER = "cluster";
  static final String HOST = "host";
  static final String DATASTORE = "datastore";

  private static final Set<String> FIELDS = Set.of(CLUSTER, HOST, DATASTORE);

  /**
   * @param cluster,host,datastore as declared; empty to leave it where it is
   * @param ofHost whether it is on a single ESXi host
   */
  record Wanted(
      Optional<String> cluster,
      Optional<String> host,
      Optional<String> datastore,
      boolean ofHost) {}

  record Has(Optional<InventoryPath> host, Optional<Disk> root) {}

  @Override
  public Wanted wanted(InstanceDesired desired) {
    InstanceSpec spec = desired.spec();
    return new Wanted(cluster(spec), spec.host(), spec.datastore(), desired.folder().ofHost());
  }

  @Override
  public Has seen(InstanceState vm) {
    return new Has(vm.place().hostPath(), vm.disks().root());
  }

  @Override
  public boolean has(String field) {
    return FIELDS.contains(field);
  }

  static Within within(InstanceSpec spec) {
    return new Within(cluster(spec), spec.host());
  }

  /** Where no cluster or host is declared, a pool's path names its cluster too. */
  static Optional<String> cluster(InstanceSpec spec) {
    return spec.cluster()
        .or(() -> spec.host().isPresent() ? Optional.empty() : PoolPlace.cluster(spec));
  }

  static boolean isOf(Change change) {
    return FIELDS.contains(change.field());
  }

  @Override
  public List<Change> changes(Wanted wanted, Has seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    seen.host()
        .ifPresent(
            at -> {
              wanted
                  .cluster()
                  .filter(name -> !only(Optional.of(name), Optional.empty()).holds(at))
                  .map(name -> Change.inPlace(CLUSTER, at.parent().toString(), name))
                  .ifPresent(changes::add);
              wanted
                  .host()
                  .filter(name -> !only(Optional.empty(), Optional.of(name)).holds(at))
                  .map(name -> Change.inPlace(HOST, at.name(), name))
                  .ifPresent(changes::add);
            });
    Optional<String> lies =
        seen.root().map(VmMigration::datastore).filter(n -> !n.isEmpty()).map(EntityName::shown);
    wanted
        .datastore()
        .map(name -> new PlaceName(name).bare())
        .filter(name -> lies.filter(is -> !is.equals(name)).isPresent())
        .map(name -> Change.inPlace(DATASTORE, lies.orElse(""), name))
        .map(change -> wanted.ofHost() ? ofHost(change) : change)
        .ifPresent(changes::add);
    return changes;
  }

  private static Change ofHost(Change change) {
    return change.with(
        Effect.REFUSED, "moving disks needs a vCenter, and this is a single ESXi host");
  }

  private static Within only(Optional<String> cluster, Optional<String> host) {
    return new Within(cluster, host);
  }

  /** {@code nas1} of {@code [nas1] web-1/web-1.vmdk}; empty when its backing is no file. */
  static String datastore(Disk disk) {
    int close = disk.file().indexOf(']');
    return disk.file().startsWith("[") && close > 0 ? disk.file().substring(1, close) : "";
  }

  /** What the plan says of a migration besides from where to where. */
  static List<String> notes(InstanceDesired desired, InstanceState vm) {
    VmMigration part = new VmMigration();
    List<Change> changes = part.changes(part.wanted(desired), part.seen(vm), vm.vm());
    if (changes.isEmpty()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    notes.add(vm.power() == Power.ON ? "it is migrated while it runs (vMotion)" : "it is migrated");
    boolean copied = changes.stream().anyMatch(change -> change.field().equals(DATASTORE));
    List<Disk> shared = VmPromotion.moving(vm);
    if (copied && !shared.isEmpty()) {
      notes.add(
          "its disk, which shares the image's now, becomes a full copy of up to "
              + VmPromotion.size(shared));
    } else if (copied && vm.disks().root().filter(Disk::hasParent).isPresent()) {
      notes.add(
          "its disk moves with the files that it is a child of, and stays their child, because it "
              + (vm.hasSnapshot() ? "has a snapshot" : "is suspended"));
    }
    if (copied && !vm.disks().foreign().isEmpty()) {
      notes.add("disks that are not its own stay on their datastore");
    }
    return notes;
  }

  /** Names that stand for nothing, and a migration that nothing can take. */
  @Override
  public List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    InventoryPath below = desired.connection().below(read);
    InstanceSpec spec = desired.spec();
    Optional<Item> cluster =
        cluster(spec)
            .flatMap(name -> find(CLUSTER, "ComputeResource", name, below, read, problems));
    cluster.flatMap(item -> notNamed(desired, item, read)).ifPresent(problems::add);
    spec.host()
        .flatMap(
            name ->
                find(
                    HOST,
                    "HostSystem",
                    name,
                    cluster.map(item -> read.path(item.ref())).orElse(below),
                    read,
                    problems));
    PoolPlace.problem(desired, seen, read).ifPresent(problems::add);
    return problems;
  }

  /** What it needs where these changes take it; empty when they leave it where it is. */
  static Optional<Demand> demand(
      InstanceDesired desired, InstanceState vm, List<Change> changes, Inventory read) {
    List<Change> moves = changes.stream().filter(VmMigration::isOf).toList();
    return moves.isEmpty()
        ? Optional.empty()
        : Optional.of(new Demand(desired.address(), need(desired, vm, changes, read)));
  }

  private static Optional<Item> find(
      String what,
      String type,
      String name,
      InventoryPath below,
      Inventory read,
      List<Problem> problems) {
    Lookup lookup = read.find(List.of(type), name, below);
    lookup.problem(what, name, below).map(why -> new Problem(what, why)).ifPresent(problems::add);
    return lookup instanceof Lookup.Found found ? Optional.of(found.item()) : Optional.empty();
  }

  private static Optional<Problem> notNamed(InstanceDesired desired, Item cluster, Inventory read) {
    List<String> named = desired.connection().effectiveClusters();
    InventoryPath below = desired.connection().below(read);
    boolean among =
        named.isEmpty()
            || named.stream()
                .map(name -> read.find(List.of("ComputeResource"), name, below))
                .anyMatch(
                    lookup ->
                        lookup instanceof Lookup.Found found
                            && found.item().ref().equals(cluster.ref()));
    return among
        ? Optional.empty()
        : Optional.of(
            new Problem(
                CLUSTER,
                "cluster `"
                    + cluster.name()
                    + "` is not one that the connection names: it has `"
                    + String.join("`, `", named)
                    + "`; add it to `clusters`"));
  }

  /**
   * What it needs of the place that it moves to: of the one that it leaves, nothing new.
   *
   * @param changes all, for it may grow too
   */
  static MoveNeed need(
      InstanceDesired desired, InstanceState vm, List<Change> changes, Inventory read) {
    List<Change> moves = changes.stream().filter(VmMigration::isOf).toList();
    boolean copied = moves.stream().anyMatch(change -> change.field().equals(DATASTORE));
    boolean stays = moves.stream().allMatch(change -> change.field().equals(DATASTORE));
    List<ManagedObjectReference> mounted = new ArrayList<>();
    long bytes = VmGrowth.more(desired, vm, changes);
    if (!copied) {
      bytes += VmPromotion.size(VmPromotion.growing(desired, vm, changes)).bytes();
    }
    for (Disk disk : vm.disks().all()) {
      boolean own = !vm.disks().foreign().contains(disk);
      if (copied && own) {
        bytes += disk.size().bytes();
      } else {
        place(disk, vm, read).filter(ref -> !mounted.contains(ref)).ifPresent(mounted::add);
      }
    }
    Optional<ManagedObjectReference> keeps =
        copied ? Optional.empty() : vm.disks().root().flatMap(disk -> place(disk, vm, read));
    Within within =
        stays
            ? only(Optional.empty(), vm.place().hostPath().map(InventoryPath::toString))
            : within(desired.spec());
    VmNeed need =
        VmNeed.sized(
                stays ? vm.size().vcpus() : desired.sizing().vcpus(),
                stays ? vm.size().ram() : desired.sizing().ram(),
                new DataSize(bytes))
            .on(desired.nics().stream().map(nic -> nic.network().onHost()).toList())
            .lying(keeps, copied ? desired.spec().datastore() : Optional.empty())
            .mounting(mounted)
            .in(stays ? Optional.empty() : desired.group())
            .reserving(
                stays ? new DataSize(0) : desired.sizing().memoryReservation(),
                stays ? 0 : desired.sizing().cpuReservationMhz())
            .within(within)
            .madeOf(
                new VmSource(
                    Optional.empty(), VmVersion.declared(desired).orElse(vm.fittings().version())))
            .satisfying(copied ? VmPolicy.named(desired) : Optional.empty());
    return new MoveNeed(need, !stays);
  }

  /** The datastore of a disk: names are unique in a datacenter, the VM's. */
  static Optional<ManagedObjectReference> place(Disk disk, InstanceState vm, Inventory read) {
    InventoryPath datacenter =
        read.all("Datacenter").stream()
            .map(item -> read.path(item.ref()))
            .filter(path -> vm.path().isBelow(path))
            .findFirst()
            .orElse(InventoryPath.ROOT);
    return read.find(List.of("Datastore"), datastore(disk), datacenter)
            instanceof Lookup.Found found
        ? Optional.of(found.item().ref())
        : Optional.empty();
  }
}
