package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Disruption;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.trait.Infrastructure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the user has to allow for a step, or for a plan.
 *
 * @param named {@code --yes} is not enough: {@code --allow} has to name it
 * @param objects how many objects it hits; where {@code --allow} has to name it, only those for
 *     which it has to
 * @param counted how many of them are hosts, datastores or the like; with more than one of these
 *     the user has to say the number
 */
public record Need(Disruption disruption, boolean named, int objects, int counted) {
  private static final Set<Disruption> COUNTED = Set.of(Disruption.DELETE, Disruption.EVACUATE);

  public Need {
    Objects.requireNonNull(disruption);
  }

  /** What {@code --allow} has to say: {@code delete}, {@code delete=2}. */
  public String word() {
    return disruption.word() + (isNumbered() ? "=" + objects : "");
  }

  /** Whether {@code --allow} has to say the number of objects. */
  public boolean isNumbered() {
    return counted > 1;
  }

  /** What the decision about a declared resource needs. */
  static <R> List<Need> of(
      Found<?, ?, ?, R, ?> found, Action action, List<PlannedChange> changes, R read) {
    List<Need> needs = new ArrayList<>();
    boolean counted = infrastructure(found.kind()).map(Infrastructure::isCounted).orElse(false);
    if (action != Action.NONE) {
      needs.addAll(ofChanges(changes, counted));
    }
    if (action == Action.REPLACE) {
      needs.add(need(Disruption.REPLACE, infrastructure(found.kind()).isPresent(), counted));
    }
    if (action == Action.CREATE) {
      needs.addAll(ofCreation(found.creating(read).keySet()));
    }
    if (action == Action.DELETE) {
      needs.addAll(found.deleting());
    }
    return List.copyOf(needs);
  }

  /** What the changes of one object need. */
  static List<Need> ofChanges(List<PlannedChange> changes, boolean counted) {
    return changes.stream()
        .flatMap(planned -> planned.change().effect().disruption().stream())
        .distinct()
        .sorted()
        .map(disruption -> need(disruption, !disruption.byYes(), counted))
        .toList();
  }

  /** What the creation of an object needs. */
  private static List<Need> ofCreation(Set<Disruption> disruptions) {
    return disruptions.stream()
        .sorted()
        .map(disruption -> need(disruption, !disruption.byYes(), false))
        .toList();
  }

  /**
   * What the deletion of an object needs.
   *
   * @param gone what the same plan deletes before it
   */
  static <O> List<Need> ofDeletion(
      ManagedKind<?, ?, O, ?, ?> kind, Address address, O seen, Set<Address> gone) {
    if (kind instanceof Infrastructure<?, ?, O, ?, ?> carrying) {
      Set<Disruption> all = carrying.deleting(address, seen, gone);
      if (!all.isEmpty()) {
        return all.stream()
            .sorted()
            .map(disruption -> need(disruption, true, carrying.isCounted()))
            .toList();
      }
    }
    return List.of(need(Disruption.DELETE, false, false));
  }

  private static Optional<Infrastructure<?, ?, ?, ?, ?>> infrastructure(
      ManagedKind<?, ?, ?, ?, ?> kind) {
    return kind instanceof Infrastructure<?, ?, ?, ?, ?> one ? Optional.of(one) : Optional.empty();
  }

  private static Need need(Disruption disruption, boolean named, boolean counted) {
    return new Need(disruption, named, 1, counted && COUNTED.contains(disruption) ? 1 : 0);
  }

  /** One for each disruption, in their order. */
  static List<Need> sum(Collection<Need> needs) {
    Map<Disruption, Need> sums = new EnumMap<>(Disruption.class);
    needs.forEach(need -> sums.merge(need.disruption(), need, Need::and));
    return List.copyOf(sums.values());
  }

  private Need and(Need other) {
    if (named != other.named) {
      return named ? this : other;
    }
    return new Need(disruption, named, objects + other.objects, counted + other.counted);
  }
}
