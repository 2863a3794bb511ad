package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line says about which resources to plan.
 *
 * @param targets only these and what they depend on; empty for all
 * @param prune delete what is owned and no longer declared
 * @param destroy delete everything that the environment owns
 * @param narrowing what to leave out
 * @param lease whether the run takes the lease of the environment
 * @param pins for resources that need a place, the paths of what they have to stand on; the
 *     provider chooses for the others
 */
public record Options(
    Optional<Set<Address>> targets,
    Policy policy,
    boolean prune,
    boolean destroy,
    Narrowing narrowing,
    boolean lease,
    Map<Address, Set<String>> pins) {
  /** All declared resources, and nothing else. */
  public static final Options DEFAULT =
      new Options(Optional.empty(), Policy.DEFAULT, false, false, Narrowing.NONE, true, Map.of());

  public Options {
    targets = targets.map(Set::copyOf);
    Objects.requireNonNull(policy);
    Objects.requireNonNull(narrowing);
    pins = Map.copyOf(pins);
  }

  public Options withTargets(Set<Address> only) {
    return new Options(Optional.of(only), policy, prune, destroy, narrowing, lease, pins);
  }

  public Options withPolicy(Policy other) {
    return new Options(targets, other, prune, destroy, narrowing, lease, pins);
  }

  public Options withPrune() {
    return new Options(targets, policy, true, destroy, narrowing, lease, pins);
  }

  public Options withDestroy() {
    return new Options(targets, policy, prune, true, narrowing, lease, pins);
  }

  public Options withNarrowing(Narrowing other) {
    return new Options(targets, policy, prune, destroy, other, lease, pins);
  }

  public Options withoutLease() {
    return new Options(targets, policy, prune, destroy, narrowing, false, pins);
  }

  public Options withPins(Map<Address, Set<String>> places) {
    return new Options(targets, policy, prune, destroy, narrowing, lease, places);
  }

  /** Why an owned resource is not removed; empty when it may be. */
  String whySpared(Address address) {
    if (narrowing.excluded().contains(address)) {
      return "excluded";
    }
    return targets.isEmpty() || targets.get().contains(address) ? "" : "not a target";
  }
}
