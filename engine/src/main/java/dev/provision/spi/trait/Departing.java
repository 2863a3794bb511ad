package dev.provision.spi.trait;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Owned;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind with something to report when a resource is removed, or with leftovers when its creation
 * was interrupted.
 */
public interface Departing<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Notes for the plan about a resource that is removed or released. */
  List<String> leaving(O seen);

  /**
   * Leftovers of resources whose creation was interrupted before they existed. They are deleted
   * with everything else that the environment owns, and ignored otherwise.
   */
  Stream<Owned<O>> remains(EnvironmentId environment, R read);

  /**
   * What others could use too, and what goes only together with everything that the environment
   * owns, because it lies inside that; none for most kinds.
   */
  default Stream<Owned<O>> within(EnvironmentId environment, R read) {
    return Stream.empty();
  }
}
