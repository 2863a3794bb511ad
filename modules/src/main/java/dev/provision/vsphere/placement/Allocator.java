package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Placement;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.places.Residents;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a host, a datastore and a resource pool for each VM that is created or moved, the largest
 * VM first. Of the hosts that can take it, it takes the one that the server group prefers, then the
 * one with the most free memory; on that host the datastore with the highest weight that has room,
 * and among equals the emptiest. Everything promised before is subtracted. VMs that do not fit this
 * way are tried in other orders, then searched for, before they are refused. The same input gives
 * the same answer. Pure.
 */
public final class Allocator {
  private Allocator() {}

  public static Allocation allocate(
      EnvironmentId environment, List<Demand> batch, VcenterSpec spec, Inventory inventory) {
    Residents residents = new Residents(environment, inventory, MoveNeed.moving(batch));
    Places places = new Places(spec, inventory, residents);
    List<Demand> demands =
        StayNeed.asMade(MoveNeed.asMade(StayNeed.judged(batch, residents, places)), residents);
    if (!places.problems().isEmpty()) {
      String why = String.join("\n", places.problems());
      Map<Address, String> refused = new HashMap<>();
      demands.forEach(demand -> refused.put(demand.address(), why));
      return new Allocation(Map.of(), refused);
    }
    Allocation all = packed(demands, spec, inventory, places, residents).allocation();
    Map<Address, Placement> placed = new LinkedHashMap<>(all.placed());
    placed.keySet().removeAll(StayNeed.staying(batch));
    return new Allocation(placed, all.refused());
  }

  /**
   * The first attempt that places all; otherwise the result of the search; otherwise the attempt
   * that refuses the fewest, the first of equals.
   */
  static Packing packed(
      List<Demand> demands,
      VcenterSpec spec,
      Inventory inventory,
      Places places,
      Residents residents) {
    Judge judge = new Judge(spec, inventory, places, residents);
    Ledger before = Ledger.before(demands, Capacity.of(spec), inventory, residents);
    Packing best = null;
    for (Strategy strategy : Strategy.ALL) {
      Packing packing =
          new Packing(places, judge, residents, before, strategy, Optional.empty()).place(demands);
      if (best == null || packing.refusals() < best.refusals()) {
        best = packing;
      }
      if (best.refusals() == 0) {
        return best;
      }
    }
    Search.Answer found = new Search(places, judge, before, demands).answer();
    if (found.arrangement().isPresent()) {
      return new Packing(places, judge, residents, before, Strategy.ALL.get(0), found.arrangement())
          .place(demands);
    }
    return found.isCertain() ? best : best.doubting(UNCERTAIN);
  }

  private static final String UNCERTAIN =
      "not every way to place them was tried, for there are too many; fewer instances in one plan"
          + " can be searched whole";
}
