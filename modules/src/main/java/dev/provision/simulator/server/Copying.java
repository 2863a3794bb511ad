package dev.provision.simulator.server;

import dev.provision.simulator.world.Managed;

/** How objects of one managed type are copied from a capture. */
@FunctionalInterface
public interface Copying {
  /**
   * Fills one. All objects of the capture are there by now, but not all of them are filled; name,
   * parent and custom values are the same for all types and need nothing here.
   */
  void fill(Managed made, Copied from);

  /** Completes one, when all objects are filled. */
  default void complete(Managed made, Copied from) {}
}
