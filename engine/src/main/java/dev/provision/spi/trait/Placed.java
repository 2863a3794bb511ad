package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Demand;
import dev.provision.spi.ManagedKind;
import java.util.List;
import java.util.Optional;

/**
 * A kind whose objects need a place that the engine chooses: hosts, datastores. All resources of a
 * plan are placed together.
 */
public interface Placed<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** What a new resource needs from hosts and datastores; empty when it needs no place. */
  Optional<Demand> demand(Address address, D desired);

  /**
   * What an existing resource needs from the place that changes move it to; empty when they do not
   * move it. It is placed together with all new resources. Pure.
   *
   * @param changes the changes that the plan makes
   */
  default Optional<Demand> demandToMove(
      Address address, D desired, O observed, List<Change> changes, R read) {
    return Optional.empty();
  }
}
