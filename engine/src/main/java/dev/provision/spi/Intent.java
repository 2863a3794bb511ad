package dev.provision.spi;

import java.util.List;
import java.util.Set;

/** What one call of an {@link Operation} does with the resources it was called for. */
public sealed interface Intent<O, R, W> {
  /** Only shows something: it gets a connection that cannot write. */
  non-sealed interface Sight<O, R, W> extends Intent<O, R, W> {
    /** The lines to show for one resource. Pure. */
    List<String> lines(Owned<O> it, Scene<R> scene);
  }

  /**
   * Brings each resource into a state. The run looks and writes again until the state is reached.
   * So it finds out what happened when a reply was lost, and after a killed command the user gives
   * the same command again. Serves one run; used by many threads.
   */
  non-sealed interface Goal<O, R, W> extends Intent<O, R, W> {
    /**
     * What still has to be done to one resource; empty when it is in the state. One REFUSED change
     * stops the operation for all resources.
     */
    List<Change> diff(Owned<O> it, Scene<R> scene);

    /** Carries out the changes, or those that are left of them. */
    void make(Owned<O> it, Scene<R> scene, List<Change> changes, W write)
        throws ModuleException, InterruptedException;

    /** Lines to print for one resource after its work is done. */
    default List<String> said(Address address) {
      return List.of();
    }

    /**
     * What to print when some resources failed: what state they are in, and how to continue or go
     * back.
     */
    default List<String> remedy(Set<Address> failed, Set<Address> done) {
      return List.of("the same command again goes on from what is there");
    }
  }
}
