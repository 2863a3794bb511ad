package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the user said on the command line about what is to be planned.
 *
 * @param targets only these and what they depend on; empty for everything
 * @param prune delete what is owned and no longer declared
 * @param destroy delete everything that the environment owns
 */
public record Options(
    Optional<Set<Address>> targets, Policy policy, boolean prune, boolean destroy) {
  /** Everything that is declared, and nothing that is not. */
  public static final Options DEFAULT = new Options(Optional.empty(), Policy.DEFAULT, false, false);

  public Options {
    targets = targets.map(Set::copyOf);
    Objects.requireNonNull(policy);
  }

  public Options withTargets(Set<Address> only) {
    return new Options(Optional.of(only), policy, prune, destroy);
  }

  public Options withPolicy(Policy other) {
    return new Options(targets, other, prune, destroy);
  }

  public Options withPrune() {
    return new Options(targets, policy, true, destroy);
  }

  public Options withDestroy() {
    return new Options(targets, policy, prune, true);
  }

  boolean isTarget(Address address) {
    return targets.isEmpty() || targets.get().contains(address);
  }
}
