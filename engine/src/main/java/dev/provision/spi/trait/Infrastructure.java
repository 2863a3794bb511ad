package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.Disruption;
import dev.provision.spi.ManagedKind;
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
   */
  default Set<Disruption> deleting(Address address, O seen) {
    return Set.of(Disruption.DELETE);
  }

  /** What making one needs: a host may be taken away from another vCenter. */
  default Set<Disruption> creating(D desired) {
    return Set.of();
  }

  /**
   * Whether the user has to say how many of them, {@code delete=2}, when a plan deletes or
   * evacuates more than one.
   */
  default boolean isCounted() {
    return false;
  }
}
