package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a VM that is there needs of the place that it moves to. It is placed together with what is
 * made, and nobody counts on the room that it leaves: it has that until it is gone, and the others
 * may come before.
 *
 * @param leaves whether it goes to another host, and not to another datastore alone
 */
public record MoveNeed(VmNeed vm, boolean leaves) {
  public MoveNeed {
    Objects.requireNonNull(vm);
  }

  /** Those of a batch that leave their hosts. */
  static Set<Address> moving(List<Demand> demands) {
    return demands.stream()
        .filter(demand -> demand.need() instanceof MoveNeed move && move.leaves())
        .map(Demand::address)
        .collect(Collectors.toSet());
  }

  /** The batch as if all were made. */
  static List<Demand> asMade(List<Demand> demands) {
    return demands.stream()
        .map(
            demand ->
                demand.need() instanceof MoveNeed move
                    ? new Demand(demand.address(), move.vm())
                    : demand)
        .toList();
  }
}
