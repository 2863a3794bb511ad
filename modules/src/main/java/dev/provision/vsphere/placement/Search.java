package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches for a placement of all demands by trying and taking back. Equivalent choices are tried
 * once: equal demands go to places with rising numbers, and of hosts with the same amounts left
 * only the first is tried. It stops after a fixed number of steps, not after a time, so that the
 * same input gives the same answer.
 */
final class Search {
  private static final int STEPS = 500_000;

  /**
   * More demands would need too much of the thread's stack, and the search would not end within its
   * steps.
   */
  private static final int DEMANDS = 250;

  /**
   * The result.
   *
   * @param isCertain when no arrangement was found, whether there is certainly none
   */
  record Answer(Optional<Arrangement> arrangement, boolean isCertain) {}

  private final Ledger before;
  private final List<Demand> demands;
  private final Judge judge;
  private final Places places;
  private List<Candidates.One> order;
  private Candidates candidates;
  private Candidates.Option[] chosen;
  private long[] memoryFrom;
  private int[] alikeFrom;
  private int[] kinds;
  private Free free;
  private int steps;

  Search(Places places, Judge judge, Ledger before, List<Demand> demands) {
    this.places = places;
    this.judge = judge;
    this.before = before;
    this.demands = demands;
  }

  Answer answer() {
    candidates = new Candidates(places, judge, before, demands);
    order = candidates.order();
    if (order.stream().anyMatch(one -> one.alike().options().isEmpty())) {
      return new Answer(Optional.empty(), true);
    }
    prepare();
    if (isHopeless()) {
      return new Answer(Optional.empty(), true);
    }
    if (order.size() > DEMANDS) {
      return new Answer(Optional.empty(), false);
    }
    if (place(0)) {
      return new Answer(Optional.of(arrangement()), true);
    }
    return new Answer(Optional.empty(), steps < STEPS);
  }

  private void prepare() {
    free = new Free(candidates, before);
    kinds = candidates.kinds();
    int count = order.size();
    chosen = new Candidates.Option[count];
    memoryFrom = new long[count + 1];
    alikeFrom = new int[count + 1];
    for (int i = count - 1; i >= 0; i--) {
      memoryFrom[i] = memoryFrom[i + 1] + order.get(i).alike().need().ram().bytes();
      boolean next = i + 1 < count && order.get(i).alike() == order.get(i + 1).alike();
      alikeFrom[i] = 1 + (next ? alikeFrom[i + 1] : 0);
    }
  }

  /** Whether the total that is free is too little, before anything is tried. */
  private boolean isHopeless() {
    for (int i = 0; i < order.size(); i += alikeFrom[i]) {
      if (!isPossible(i, order.get(i).alike().options(), 0)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Places the demands from this one on; false when that is impossible or the steps are used up.
   */
  private boolean place(int index) {
    if (index == order.size()) {
      return true;
    }
    Candidates.One one = order.get(index);
    List<Candidates.Option> options = one.alike().options();
    int first = first(index, options);
    if (!isPossible(index, options, first)) {
      return false;
    }
    List<Candidates.Option> tried = new ArrayList<>();
    for (int i = first; i < options.size(); i++) {
      if (++steps >= STEPS) {
        return false;
      }
      Candidates.Option option = options.get(i);
      if (!free.fits(one.alike().need(), option) || isLikeOneOf(tried, option)) {
        continue;
      }
      long room = free.take(one, option);
      chosen[index] = option;
      if (place(index + 1)) {
        return true;
      }
      free.give(one, option, room);
      tried.add(option);
    }
    return false;
  }

  /** Where the previous equal demand went: this one goes there or further on. */
  private int first(int index, List<Candidates.Option> options) {
    return index > 0 && order.get(index - 1).alike() == order.get(index).alike()
        ? options.indexOf(chosen[index - 1])
        : 0;
  }

  private boolean isLikeOneOf(List<Candidates.Option> tried, Candidates.Option option) {
    for (Candidates.Option each : tried) {
      if (each.datastore() == option.datastore()
          && kinds[each.host()] == kinds[option.host()]
          && free.isSame(each.host(), option.host())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the total that is free is enough, for the equal demands and for the rest. */
  private boolean isPossible(int index, List<Candidates.Option> options, int first) {
    VmNeed need = order.get(index).alike().need();
    long times = 0;
    boolean[] counted = new boolean[candidates.hosts().size()];
    for (int i = first; i < options.size() && times < alikeFrom[index]; i++) {
      int host = options.get(i).host();
      times += counted[host] ? 0 : free.times(need, host);
      counted[host] = true;
      steps++;
    }
    long memory = 0;
    for (int host = 0; host < candidates.hosts().size(); host++) {
      memory += free.memory(host);
    }
    return times >= alikeFrom[index] && memory >= memoryFrom[index];
  }

  private Arrangement arrangement() {
    Map<Address, Arrangement.Spot> spots = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      spots.put(
          order.get(i).demand().address(),
          new Arrangement.Spot(
              candidates.hosts().get(chosen[i].host()),
              candidates.datastores().get(chosen[i].datastore())));
    }
    return new Arrangement(order.stream().map(Candidates.One::demand).toList(), spots);
  }
}
