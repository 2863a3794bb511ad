package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an existing VM needs from the place it moves to. It is placed together with the new VMs. The
 * room it leaves is not counted as free, because it keeps that until it has moved, and the others
 * may come first.
 *
 * @param leaves whether it moves to another host, and not only to another datastore
 */
public record MoveNeed(VmNeed vm, boolean leaves) {
  public MoveNeed {
    Objects.requireNonNull(vm);
  }

  /** The VMs of a batch that leave their hosts. */
  static Set<Address> moving(List<Demand> demands) {
    return demands.stream()
        .filter(demand -> demand.need() instanceof MoveNeed move && move.leaves())
        .map(Demand::address)
        .collect(Collectors.toSet());
  }

  /** The batch as if all VMs were new. */
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
