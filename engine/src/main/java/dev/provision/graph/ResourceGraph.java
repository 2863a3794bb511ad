package dev.provision.graph;

import dev.provision.declare.Resource;
import dev.provision.spi.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resources of a play and their order, without cycles. An edge already has the right direction,
 * whether one resource uses another or is a member of it. Iterates over dependencies first,
 * otherwise in the order of the file. Immutable.
 */
public final class ResourceGraph {
  private final Map<Address, Resource<?>> resources;
  private final Map<Address, Set<Address>> dependencies;
  private final Map<Address, Set<Address>> dependants;
  private final Map<Address, Map<Address, Set<String>>> awaited;
  private final Map<String, List<Address>> expanded;

  /**
   * @param ordered in an order in which they could be created one by one
   * @param dependencies the direct dependencies of every resource
   * @param awaited see {@link #awaited}; only the resources that await something
   * @param expanded see {@link #expanded}
   */
  ResourceGraph(
      List<Resource<?>> ordered,
      Map<Address, Set<Address>> dependencies,
      Map<Address, Map<Address, Set<String>>> awaited,
      Map<String, List<Address>> expanded) {
    Map<Address, Resource<?>> byAddress = new LinkedHashMap<>();
    ordered.forEach(resource -> byAddress.put(resource.address(), resource));
    Map<Address, Set<Address>> all = new LinkedHashMap<>();
    for (Address address : byAddress.keySet()) {
      all.put(address, Collections.unmodifiableSet(new LinkedHashSet<>(dependencies.get(address))));
    }
    this.resources = Collections.unmodifiableMap(byAddress);
    this.dependencies = all;
    this.dependants = reversed(all);
    this.awaited = Map.copyOf(awaited);
    this.expanded = Map.copyOf(expanded);
  }

  /** In an order in which they could be created one by one; always the same for a playbook. */
  public List<Resource<?>> resources() {
    return List.copyOf(resources.values());
  }

  public Optional<Resource<?>> get(Address address) {
    return Optional.ofNullable(resources.get(address));
  }

  public Set<Address> addresses() {
    return resources.keySet();
  }

  /** What must exist before it, directly, in the order of {@link #resources}. */
  public Set<Address> dependencies(Address address) {
    return dependencies.getOrDefault(address, Set.of());
  }

  /** What waits for it, directly, in the order of {@link #resources}. */
  public Set<Address> dependants(Address address) {
    return Collections.unmodifiableSet(dependants.getOrDefault(address, Set.of()));
  }

  /**
   * The attributes it reads that get a value only some time after creation, by the resource they
   * belong to.
   */
  public Map<Address, Set<String>> awaited(Address address) {
    return awaited.getOrDefault(address, Map.of());
  }

  private static Map<Address, Set<Address>> reversed(Map<Address, Set<Address>> dependencies) {
    Map<Address, Set<Address>> found = new LinkedHashMap<>();
    dependencies.forEach(
        (later, allEarlier) ->
            allEarlier.forEach(
                earlier ->
                    found.computeIfAbsent(earlier, key -> new LinkedHashSet<>()).add(later)));
    return found;
  }

  /**
   * What names mean that references use with {@code USES_EACH}: one resource, or all members of a
   * group.
   *
   * @return by {@link #key}
   */
  public Map<String, List<Address>> expanded() {
    return expanded;
  }

  /** A section and a name in it as one text. */
  public static String key(String section, String name) {
    return section + " " + name;
  }

  /**
   * The part of the graph that the targets need, including the targets and their late parts: {@code
   * --target}.
   */
  public ResourceGraph neededBy(Collection<Address> targets) {
    Set<Address> needed = new LinkedHashSet<>();
    Deque<Address> left = new ArrayDeque<>(targets);
    resources.values().stream()
        .filter(part -> part.isLate() && targets.contains(part.declaration().address()))
        .forEach(part -> left.add(part.address()));
    while (!left.isEmpty()) {
      Address address = left.remove();
      if (resources.containsKey(address) && needed.add(address)) {
        left.addAll(dependencies(address));
      }
    }
    List<Resource<?>> kept = new ArrayList<>();
    for (Resource<?> resource : resources.values()) {
      if (needed.contains(resource.address())) {
        kept.add(resource);
      }
    }
    return new ResourceGraph(kept, dependencies, awaited, expanded);
  }
}
