package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Demand;
import dev.provision.spi.ManagedKind;
import java.util.List;
import java.util.Optional;

/**
 * A kind whose things need a place that is chosen: hosts, datastores. All of a plan are placed
 * together.
 */
public interface Placed<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** What it needs of hosts and datastores if it is made; empty when it needs no place. */
  Optional<Demand> demand(Address address, D desired);

  /**
   * What one that is there needs of the place that changes take it to; empty when they leave it
   * where it is. It is placed together with all that is made. Pure.
   *
   * @param changes that the plan makes
   */
  default Optional<Demand> demandToMove(
      Address address, D desired, O observed, List<Change> changes, R read) {
    return Optional.empty();
  }
}
