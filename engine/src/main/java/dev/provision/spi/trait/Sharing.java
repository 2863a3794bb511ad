package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import java.util.List;
import java.util.Set;

/**
 * A kind whose objects share something of which there is only so much. Whether all fit, and which
 * must give some of it back first, is known once all resources of a plan are decided.
 */
public interface Sharing<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * What does not fit beside the others. Asked for resources with a step, when nothing else is
   * wrong. Pure.
   *
   * @param then the snapshot as it will be after the plan
   */
  List<Problem> crowded(D desired, Observation<O> seen, R then);

  /**
   * The resources that give back what this one takes, so that their steps come before its own.
   *
   * @param then the snapshot as it will be after the plan
   */
  Set<Address> givers(D desired, Observation<O> seen, R then);
}
