package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Demand;
import dev.provision.vsphere.inventory.ByName;
import dev.provision.vsphere.places.DatastoreFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a search: the demands in search order, with equal ones next to each other, and for
 * each the hosts and datastores that would do if it were alone. Placing one demand only reduces the
 * options of others, so no other option can ever appear.
 */
final class Candidates {
  /** A host and a datastore, by number. */
  record Option(int host, int datastore) {}

  /**
   * Demands with the same need.
   *
   * @param options by rising host number; hosts where the VM shares a datastore with its image come
   *     first
   */
  record Alike(int number, VmNeed need, List<Option> options) {}

  /** One demand. */
  record One(Demand demand, Alike alike) {}

  private final Judge judge;
  private final Ledger before;
  private final List<HostFacts> hosts;
  private final List<DatastoreFacts> datastores = new ArrayList<>();
  private final Map<ManagedObjectReference, Integer> numbers = new HashMap<>();
  private final Map<Object, Alike> alikes = new HashMap<>();
  private final List<One> order = new ArrayList<>();

  Candidates(Places places, Judge judge, Ledger before, List<Demand> demands) {
    this.judge = judge;
    this.before = before;
    this.hosts = places.hosts();
    for (Demand demand : demands) {
      order.add(new One(demand, alike(demand)));
    }
    order.sort(
        Comparator.comparing((One one) -> !one.alike().need().runs())
            .thenComparing(one -> isBound(one.alike().need()))
            .thenComparing(one -> one.alike().need().ram())
            .thenComparing(one -> Ledger.own(one.alike().need()))
            .thenComparing(one -> one.alike().need().vcpus())
            .reversed()
            .thenComparing(one -> one.alike().number())
            .thenComparing(one -> one.demand().address(), new ByName()));
  }

  private static boolean isBound(VmNeed need) {
    return need.isBound();
  }

  private Alike alike(Demand demand) {
    VmNeed need = Unit.need(demand);
    // existing VMs may have rules of their own; and for images their datastore matters to others
    boolean alone = judge.isKnown(demand.address()) || !need.runs();
    Object key = alone ? demand.address() : need;
    Alike known = alikes.get(key);
    if (known == null) {
      known = new Alike(alikes.size(), need, options(demand, need));
      alikes.put(key, known);
    }
    return known;
  }

  private List<Option> options(Demand demand, VmNeed need) {
    List<Option> options = new ArrayList<>();
    add(options, demand, need, Optional.empty());
    if (need.where().elsewhere()) {
      add(options, demand, need.anywhere(), need.where().datastore());
    }
    return options;
  }

  /**
   * @param without leaves out hosts that mount this datastore
   */
  private void add(
      List<Option> options, Demand demand, VmNeed need, Optional<ManagedObjectReference> without) {
    for (int host = 0; host < hosts.size(); host++) {
      HostFacts facts = hosts.get(host);
      if (without.filter(image -> stays(image, need, facts)).isEmpty()
          && judge.judge(facts, demand.address(), need, before).fits()) {
        for (DatastoreFacts datastore : judge.datastores(facts, need, before)) {
          options.add(new Option(host, number(datastore)));
        }
      }
    }
  }

  /** Whether the VM can lie on its image's datastore here, so that no copy is needed. */
  private boolean stays(ManagedObjectReference image, VmNeed need, HostFacts host) {
    return host.mounts(image) && !judge.dissatisfies(image, need);
  }

  /** The same for an image that is created in this plan too. */
  boolean stays(int image, VmNeed need, int host) {
    return stays(datastores.get(image).ref(), need, hosts.get(host));
  }

  private int number(DatastoreFacts datastore) {
    return numbers.computeIfAbsent(
        datastore.ref(),
        ref -> {
          datastores.add(datastore);
          return datastores.size() - 1;
        });
  }

  List<One> order() {
    return order;
  }

  List<HostFacts> hosts() {
    return hosts;
  }

  List<DatastoreFacts> datastores() {
    return datastores;
  }

  /** What HA keeps free around a host. */
  Optional<FailoverReserve> reserve(HostFacts host) {
    return judge.reserve(host);
  }

  /** A number for each host; hosts with the same number differ only in their free resources. */
  int[] kinds() {
    Map<List<Object>, Integer> seen = new HashMap<>();
    int[] kinds = new int[hosts.size()];
    for (int host = 0; host < kinds.length; host++) {
      List<Object> traits = new ArrayList<>();
      Set<ManagedObjectReference> mounts = Set.copyOf(hosts.get(host).mounts());
      traits.add(mounts);
      traits.add(reserve(hosts.get(host)));
      for (Alike alike : alikes.values()) {
        for (Option option : alike.options()) {
          if (option.host() == host) {
            traits.add(List.of(alike.number(), option.datastore()));
          }
        }
      }
      kinds[host] = seen.computeIfAbsent(traits, t -> seen.size());
    }
    return kinds;
  }
}
