package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Decides for all VMs that are to be made, the largest first, which host, datastore and resource
 * pool each gets: the host with the most free memory of those that can take it, and on it the
 * datastore of the highest weight that has room, of equals the emptiest, both less what was
 * promised before. What a host cannot do at all is hard; free memory only orders, because vSphere
 * overcommits it. The same input gives the same answer. Pure.
 */
final class Allocator {
  private final VcenterSpec spec;
  private final Inventory inventory;
  private final Ledger ledger = new Ledger();
  private final List<String> problems = new ArrayList<>();
  private final List<HostFacts> hosts = new ArrayList<>();
  private List<Item> clusters = List.of();
  private AllowedDatastores allowed;

  private Allocator(VcenterSpec spec, Inventory inventory) {
    this.spec = spec;
    this.inventory = inventory;
    this.allowed = new AllowedDatastores(Optional.empty(), spec.datastores(), inventory);
  }

  static Allocation allocate(List<Demand> demands, VcenterSpec spec, Inventory inventory) {
    Allocator allocator = new Allocator(spec, inventory);
    allocator.look();
    return allocator.place(demands);
  }

  private void look() {
    if ("HostAgent".equals(inventory.about().getApiType())) {
      problems.add(
          "`"
              + spec.effectiveHost().orElse("the server")
              + "` is a single ESXi host, and only a vCenter makes templates and clones VMs of them;"
              + " connect to the vCenter that manages it");
    }
    Clusters named = new Clusters(spec, inventory);
    clusters = named.usable();
    named.problems().forEach(problem -> problems.add(problem.message()));
    named.undecided().ifPresent(problems::add);
    try {
      allowed =
          new AllowedDatastores(
              spec.datastoreRegex().map(Pattern::compile), spec.datastores(), inventory);
    } catch (PatternSyntaxException e) {
      problems.add(
          "datastore_regex `"
              + spec.datastoreRegex().orElseThrow()
              + "` is no regular expression: "
              + e.getDescription());
    }
    for (Item cluster : clusters) {
      for (Item host : inventory.all("HostSystem")) {
        if (host.parent().filter(cluster.ref()::equals).isPresent()) {
          hosts.add(new HostFacts(host, inventory, poolOn(cluster, named.pool())));
        }
      }
    }
    hosts.sort(Comparator.comparing(HostFacts::path));
  }

  /** The pool that is named where it is the cluster's, else the root pool where none is named. */
  private Optional<ManagedObjectReference> poolOn(Item cluster, Optional<Item> named) {
    if (named.isEmpty()) {
      return cluster.get("resourcePool", ManagedObjectReference.class);
    }
    return named
        .map(Item::ref)
        .filter(pool -> inventory.path(pool).isBelow(inventory.path(cluster.ref())));
  }

  private Allocation place(List<Demand> demands) {
    Map<Address, Placement> placed = new LinkedHashMap<>();
    Map<Address, String> refused = new LinkedHashMap<>();
    for (Demand demand : largestFirst(demands)) {
      VmNeed need = (VmNeed) demand.need();
      if (!problems.isEmpty()) {
        refused.put(demand.address(), String.join("\n", problems));
        continue;
      }
      List<Verdict> verdicts = hosts.stream().map(host -> judge(host, need)).toList();
      Optional<Verdict> best =
          verdicts.stream()
              .filter(Verdict::fits)
              .max(
                  Comparator.comparingLong((Verdict v) -> ledger.freeMemory(v.host()))
                      // hosts are sorted by path, and of equals the first shall win
                      .thenComparing(v -> v.host().path(), Comparator.reverseOrder()));
      if (best.isEmpty()) {
        refused.put(demand.address(), Refusal.text(need, clusters(), verdicts));
        continue;
      }
      HostFacts host = best.get().host();
      DatastoreFacts datastore = best.get().datastore().orElseThrow();
      ledger.promise(host, datastore, need);
      placed.put(
          demand.address(),
          new HostPlacement(
              host.ref(),
              host.name(),
              datastore.ref(),
              datastore.name(),
              host.pool().orElseThrow()));
    }
    return new Allocation(placed, refused);
  }

  private static List<Demand> largestFirst(List<Demand> demands) {
    return demands.stream()
        .sorted(
            Comparator.comparing((Demand d) -> ((VmNeed) d.need()).ram())
                .thenComparing(d -> ((VmNeed) d.need()).disk())
                .thenComparing(d -> ((VmNeed) d.need()).vcpus())
                .reversed()
                .thenComparing(Demand::address))
        .toList();
  }

  private Verdict judge(HostFacts host, VmNeed need) {
    List<Obstacle> obstacles = new ArrayList<>(host.unfit());
    need.within().obstacle(inventory.path(host.ref())).ifPresent(obstacles::add);
    if (obstacles.isEmpty()) {
      if (host.pool().isEmpty()) {
        obstacles.add(
            new Obstacle(
                "is not where resource pool `" + spec.resourcePool().orElse("") + "` is",
                "name a resource pool of its cluster"));
      }
      host.tooSmall(need, obstacles);
      host.lacksNetworks(need, inventory, obstacles);
    }
    Optional<DatastoreFacts> datastore =
        new DatastoreChoice(host, need, allowed, ledger, inventory).choose(obstacles);
    return new Verdict(host, datastore, obstacles);
  }

  private String clusters() {
    return clusters.stream()
        .map(cluster -> "`" + inventory.path(cluster.ref()) + "`")
        .collect(Collectors.joining(", "));
  }
}
