package dev.provision.modules.instances.place;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.placement.VmNeed.Within;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The declared cluster, host and datastore of a VM: a VM that is elsewhere is migrated. If one is
 * not declared, DRS, HA and people may move the VM.
 */
public final class VmMigration implements Part<Placing, VmMigration.Has> {

  private static final Set<VmField> FIELDS =
      EnumSet.of(VmField.CLUSTER, VmField.HOST, VmField.DATASTORE);

  public record Has(Optional<InventoryPath> host, Optional<Disk> root) {}

  @Override
  public boolean has(String field) {
    return FIELDS.stream().anyMatch(each -> each.field().equals(field));
  }

  public static boolean isOf(Change change) {
    return FIELDS.stream().anyMatch(change::isOf);
  }

  @Override
  public List<Change> changes(Placing wanted, Has seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    seen.host()
        .ifPresent(
            at -> {
              wanted
                  .cluster()
                  .filter(name -> !new Within(Optional.of(name), Optional.empty()).holds(at))
                  .map(name -> VmField.CLUSTER.changes(at.parent().toString(), name.text()))
                  .ifPresent(changes::add);
              wanted
                  .host()
                  .filter(name -> !new Within(Optional.empty(), Optional.of(name)).holds(at))
                  .map(name -> VmField.HOST.changes(at.name(), name.text()))
                  .ifPresent(changes::add);
            });
    Optional<String> lies =
        seen.root().map(Disks::datastore).filter(n -> !n.isEmpty()).map(EntityName::shown);
    wanted
        .datastore()
        .map(PlaceName::bare)
        .filter(name -> lies.filter(is -> !is.equals(name)).isPresent())
        .map(name -> VmField.DATASTORE.changes(lies.orElse(""), name))
        .map(change -> wanted.ofHost() ? ofHost(change) : change)
        .ifPresent(changes::add);
    return changes;
  }

  private static Change ofHost(Change change) {
    return change.with(
        Effect.REFUSED, "moving disks needs a vCenter, and this is a single ESXi host");
  }

  /** Takes the place that placement chose, which fits the declaration. */
  @Override
  public void create(Placing wanted, Has template, CreateDraft draft) {
    draft.host(draft.at().host());
    draft.datastore(draft.at().datastore());
  }

  /**
   * Names that are not found or ambiguous, a cluster that the connection does not name, and a pool
   * that does not fit.
   */
  @Override
  public List<Problem> problems(Placing wanted, Seen<Has> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    InventoryPath below = wanted.head().connection().below(read);
    Optional<Item> cluster =
        wanted
            .cluster()
            .flatMap(
                name ->
                    find(VmField.CLUSTER.field(), "ComputeResource", name, below, read, problems));
    cluster.flatMap(item -> notNamed(wanted, item, read)).ifPresent(problems::add);
    wanted
        .host()
        .flatMap(
            name ->
                find(
                    VmField.HOST.field(),
                    "HostSystem",
                    name,
                    cluster.map(item -> read.path(item.ref())).orElse(below),
                    read,
                    problems));
    PoolPlace.problem(wanted, seen.part().flatMap(Has::host), seen.vm().isPresent(), read)
        .ifPresent(problems::add);
    return problems;
  }

  private static Optional<Item> find(
      String what,
      String type,
      PlaceName name,
      InventoryPath below,
      Inventory read,
      List<Problem> problems) {
    Lookup lookup = read.find(List.of(type), name, below);
    lookup.problem(what, name, below).map(why -> new Problem(what, why)).ifPresent(problems::add);
    return lookup instanceof Lookup.Found found ? Optional.of(found.item()) : Optional.empty();
  }

  private static Optional<Problem> notNamed(Placing wanted, Item cluster, Inventory read) {
    List<PlaceName> named = wanted.head().connection().effectiveClusters();
    InventoryPath below = wanted.head().connection().below(read);
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
                VmField.CLUSTER.field(),
                "cluster `"
                    + cluster.name()
                    + "` is not one that the connection names: it has `"
                    + named.stream().map(PlaceName::text).collect(Collectors.joining("`, `"))
                    + "`; add it to `clusters`"));
  }
}
