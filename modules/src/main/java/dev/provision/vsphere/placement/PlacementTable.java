package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Explanation;
import dev.provision.spi.Placement;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.Residents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code provision why} shows: every host with every constraint, as things stood when the
 * resource was placed. Pure.
 */
public final class PlacementTable {
  private final VcenterSpec spec;
  private final Inventory inventory;
  private final Residents residents;
  private final Places places;
  private final List<Demand> demands;
  private final Set<Address> moving;

  /**
   * @param batch all resources that are created, moved or grow
   */
  public PlacementTable(
      EnvironmentId environment, List<Demand> batch, VcenterSpec spec, Inventory inventory) {
    this.spec = spec;
    this.inventory = inventory;
    this.moving = MoveNeed.moving(batch);
    this.residents = new Residents(environment, inventory, moving);
    this.places = new Places(spec, inventory, residents);
    this.demands = StayNeed.asMade(MoveNeed.asMade(batch), residents);
  }

  public Explanation explain(Address about) {
    VmNeed need =
        demands.stream()
            .filter(demand -> demand.address().equals(about))
            .map(demand -> (VmNeed) demand.need())
            .findFirst()
            .orElseThrow();
    List<String> remarks = new ArrayList<>();
    Optional<String> now = now(about);
    now.ifPresent(host -> remarks.add("it is on " + host + " now"));
    List<Constraint> columns = columns(need);
    List<String> headings = columns.stream().map(Constraint::word).toList();
    if (!places.problems().isEmpty()) {
      remarks.addAll(places.problems());
      return new Explanation(wanted(need), "host", headings, List.of(), remarks);
    }
    Packing packing = Allocator.packed(demands, spec, inventory, places, residents);
    Allocation allocation = packing.allocation();
    Optional<HostPlacement> chosen =
        Optional.<Placement>ofNullable(allocation.placed().get(about))
            .map(HostPlacement.class::cast);
    Packing.Turn turn = packing.turn(about);
    List<Explanation.Row> rows =
        turn.verdicts().stream()
            .map(verdict -> row(verdict, columns, turn.before(), chosen))
            .toList();
    String placed =
        now.isEmpty() || moving.contains(about) ? "goes to " : "placed now it would go to ";
    remarks.addAll(
        chosen
            .map(at -> List.of(placed + at.text() + ": " + packing.reason(about, need)))
            .orElseGet(() -> summed(allocation.refused().get(about))));
    return new Explanation(wanted(need), "host", headings, rows, remarks);
  }

  /** Leaves out the columns of policies that the need does not have. */
  private static List<Constraint> columns(VmNeed need) {
    return Arrays.stream(Constraint.values())
        .filter(each -> each != Constraint.POLICY || need.where().policy().isPresent())
        .toList();
  }

  private Optional<String> now(Address about) {
    return residents.at(about).flatMap(Residents::host).flatMap(inventory::get).map(Item::name);
  }

  /** A refusal without its table, which is shown above it; one remark for each line. */
  private static List<String> summed(String refusal) {
    List<String> lines = new ArrayList<>(List.of("fits nowhere"));
    refusal.lines().skip(1).filter(line -> !line.startsWith("  ")).forEach(lines::add);
    return lines;
  }

  private static String wanted(VmNeed need) {
    return Packing.size(List.of(need))
        + need.where().policy().map(policy -> "; storage policy `" + policy + "`").orElse("")
        + need.groups().stream()
            .map(
                group ->
                    "; "
                        + group
                            .rule()
                            .orElse(group.policy().word() + " of `" + group.address().name() + "`"))
            .collect(Collectors.joining());
  }

  private static Explanation.Row row(
      Verdict verdict, List<Constraint> columns, Ledger before, Optional<HostPlacement> chosen) {
    List<Boolean> fits = columns.stream().map(each -> !verdict.lacks(each)).toList();
    List<String> reasons = verdict.obstacles().stream().map(Obstacle::text).toList();
    ManagedObjectReference host = verdict.host().ref();
    return new Explanation.Row(
        verdict.host().name(),
        fits,
        verdict.fits() ? List.of(has(verdict, before)) : reasons,
        chosen.map(HostPlacement::host).filter(host::equals).isPresent());
  }

  private static String has(Verdict verdict, Ledger before) {
    DatastoreFacts datastore = verdict.datastore().orElseThrow();
    return "has "
        + new DataSize(Math.max(0, before.freeMemory(verdict.host()))).brief()
        + " of memory free, and "
        + new DataSize(Math.max(0, before.freeSpace(datastore))).brief()
        + " on `"
        + datastore.name()
        + "`";
  }
}
