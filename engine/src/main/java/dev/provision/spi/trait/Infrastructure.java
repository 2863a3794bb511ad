package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.Disruption;
import dev.provision.spi.ManagedKind;
import java.util.Map;
import java.util.Set;

/**
 * A kind whose objects carry others, such as clusters and port groups. {@code --yes} never deletes
 * or replaces one: {@code --allow} has to name it.
 */
public interface Infrastructure<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * What the deletion of this object needs besides its own word; empty when the object is none of
   * the infrastructure, such as the folder that an environment makes for itself, and {@code --yes}
   * is enough.
   *
   * @param gone what the same plan deletes before it
   */
  default Set<Disruption> deleting(Address address, O seen, Set<Address> gone) {
    return Set.of(Disruption.DELETE);
  }

  /**
   * What making one needs, with the reason for the plan, which may be empty: a host may be taken
   * away from another vCenter.
   */
  default Map<Disruption, String> creating(D desired, R read) {
    return Map.of();
  }

  /**
   * Whether the user has to say how many of them, {@code delete=2}, when a plan deletes or
   * evacuates more than one.
   */
  default boolean isCounted() {
    return false;
  }
}
