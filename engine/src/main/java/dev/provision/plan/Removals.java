package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Owned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is removed because of its mark: orphans that are pruned, or everything of an environment
 * that is destroyed. Protected resources stay, and so does what contains them. Copies are shown and
 * never changed. Adopted resources are released. What cannot be read, or was restored from a
 * backup, stays too and is reported.
 */
final class Removals<R, W> {
  private final Map<Address, Holding<?, R, W>> going = new LinkedHashMap<>();
  private final Map<Address, String> stays = new LinkedHashMap<>();
  private final List<Orphan> shown = new ArrayList<>();
  private final Set<Address> left = new HashSet<>();
  private final Map<Address, Set<Address>> before = new TreeMap<>();
  private final Set<String> suspects = new HashSet<>();

  private Removals() {}

  /**
   * @param held marked objects that no declaration found
   * @param declared addresses of declared resources, which stay
   * @param steps the steps of declared resources
   * @param within what goes only with everything else, and now stays
   */
  static <R, W> Removals<R, W> prune(
      List<Holding<?, R, W>> held,
      Set<Address> declared,
      List<Step> steps,
      Set<Address> within,
      Options options) {
    Removals<R, W> removals = new Removals<>();
    for (Step step : steps) {
      if (step.action() == Action.DELETE) {
        held.stream()
            .filter(holding -> holding.isPartOf(step.address()))
            .forEach(part -> removals.before(step.address()).add(part.address()));
      }
    }
    removals.sort(held, declared, options, options.prune());
    removals.keepAround(within);
    for (Step step : steps) {
      if (step.action() == Action.NONE && !step.path().isEmpty() && !step.existing()) {
        removals.keepWhatHolds(step.path(), step.address());
      }
    }
    removals.finish(Map.of());
    return removals;
  }

  /**
   * @param dependants by address, the resources that depend on it and so are removed first
   * @param protect addresses that the playbook protects
   */
  static <R, W> Removals<R, W> destroy(
      List<Holding<?, R, W>> held,
      Map<Address, Set<Address>> dependants,
      Set<Address> protect,
      Options options) {
    Removals<R, W> removals = new Removals<>();
    removals.sort(held, Set.of(), options, true);
    for (Address address : protect) {
      if (removals.going.containsKey(address)) {
        removals.stays.putIfAbsent(address, "protected");
      }
    }
    removals.finish(dependants);
    return removals;
  }

  private void sort(
      List<Holding<?, R, W>> held, Set<Address> declared, Options options, boolean remove) {
    for (Holding<?, R, W> holding : held) {
      Address address = holding.address();
      if (holding.isSuspect()) {
        show(holding, holding.owned().suspect());
        suspects.add(holding.owned().path());
      } else if (declared.contains(address)) {
        continue;
      } else if (going.containsKey(address)) {
        show(holding, "carries the same mark as `" + going.get(address).owned().path() + "`");
      } else {
        going.put(address, holding);
        boolean goes = remove || before.values().stream().anyMatch(all -> all.contains(address));
        boolean spared = !goes || !options.whySpared(address).isEmpty();
        if (holding.owned().protect()) {
          stays.put(address, "protected");
        } else if (holding.owned().keeps().isPresent()) {
          stays.put(address, holding.owned().keeps().get().toString());
          if (!spared) {
            left.add(address);
          }
        } else if (!goes) {
          stays.put(address, "");
        } else if (!options.whySpared(address).isEmpty()) {
          stays.put(address, options.whySpared(address));
        }
      }
    }
  }

  private void finish(Map<Address, Set<Address>> dependants) {
    Map<String, Address> byPath = new HashMap<>();
    going.forEach((address, holding) -> byPath.put(holding.owned().path(), address));
    going.forEach(
        (address, holding) -> {
          Set<Address> first = before(address);
          first.addAll(holding.owned().after());
          first.addAll(dependants.getOrDefault(address, Set.of()));
          going.keySet().stream()
              .filter(holding::isPartOf)
              .forEach(entry -> before(entry).add(address));
          for (String above : above(holding.owned().path())) {
            if (byPath.containsKey(above)) {
              before(byPath.get(above)).add(address);
            }
          }
        });
    for (String path : suspects) {
      above(path).stream()
          .map(byPath::get)
          .filter(Objects::nonNull)
          .forEach(holder -> stays.putIfAbsent(holder, "holds `" + path + "`, which stays"));
    }
    spread();
    stays.forEach((address, why) -> show(going.remove(address), why));
  }

  /** What contains something that stays, stays too. */
  private void spread() {
    boolean more = true;
    while (more) {
      more = false;
      for (Address address : going.keySet()) {
        if (stays.containsKey(address)) {
          continue;
        }
        for (Address first : before(address)) {
          if (stays.containsKey(first)) {
            stays.put(address, "`" + first + "` needs it and stays");
            more = true;
            break;
          }
        }
      }
    }
  }

  private void keepAround(Set<Address> within) {
    going.forEach(
        (address, holding) ->
            holding.owned().after().stream()
                .filter(within::contains)
                .findFirst()
                .ifPresent(
                    inside -> stays.putIfAbsent(address, "holds `" + inside + "`, which stays")));
  }

  private void keepWhatHolds(String path, Address declared) {
    Collection<String> above = above(path);
    going.forEach(
        (address, holding) -> {
          if (above.contains(holding.owned().path())) {
            stays.putIfAbsent(address, "holds `" + declared + "`");
          }
        });
  }

  /** All parent paths of a path: {@code /DC0/vm}, {@code /DC0} for {@code /DC0/vm/web}. */
  private static List<String> above(String path) {
    List<String> all = new ArrayList<>();
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      all.add(path.substring(0, end));
    }
    return all;
  }

  private Set<Address> before(Address address) {
    return before.computeIfAbsent(address, a -> new LinkedHashSet<>());
  }

  private void show(Holding<?, R, W> holding, String why) {
    shown.add(
        new Orphan(
            holding.address(),
            holding.owned().path(),
            holding.owned().adopted(),
            why,
            holding
                .owned()
                .keeps()
                .filter(stay -> left.contains(holding.address()))
                .map(Owned.Stay::what)));
  }

  /** What stays although it is not declared. */
  List<Orphan> orphans() {
    return shown.stream()
        .sorted(Comparator.comparing(Orphan::address).thenComparing(Orphan::path))
        .toList();
  }

  /** A declared step, after the removal of the late parts of what it deletes. */
  Step afterParts(Step declared) {
    List<Address> all = new ArrayList<>(declared.after());
    before.getOrDefault(declared.address(), Set.of()).stream()
        .filter(going::containsKey)
        .forEach(all::add);
    return declared.withAfter(all);
  }

  Set<Address> addresses() {
    return going.keySet();
  }

  /** What is removed. */
  Collection<Holding<?, R, W>> going() {
    return going.values();
  }

  /** One step for each object that is removed. */
  List<Step> steps() {
    return going.values().stream().map(this::step).toList();
  }

  private Step step(Holding<?, R, W> holding) {
    return new Step(
        holding.address(),
        holding.owned().adopted() ? Action.RELEASE : Action.DELETE,
        holding.owned().path(),
        "",
        List.of(),
        "",
        holding.notes(),
        false,
        Optional.empty(),
        List.copyOf(before(holding.address())),
        holding.owned().adopted() ? List.of() : holding.deleting(goneBefore(holding.address())));
  }

  private Set<Address> goneBefore(Address address) {
    return before(address).stream()
        .filter(each -> going.containsKey(each) && !going.get(each).owned().adopted())
        .collect(Collectors.toSet());
  }
}
