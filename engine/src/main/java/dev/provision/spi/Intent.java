package dev.provision.spi;

import java.util.List;
import java.util.Set;

/** What one use of an {@link Operation} wants of the resources that it is done to. */
public sealed interface Intent<O, R, W> {
  /** Only to see something: it is given a connection that cannot write. */
  non-sealed interface Sight<O, R, W> extends Intent<O, R, W> {
    /** What is to be seen of one. Pure. */
    List<String> lines(Owned<O> it, Scene<R> scene);
  }

  /**
   * To bring each into a state, and the run goes round from looking to writing until it is. So a
   * reply that was lost is looked for, and a command that was killed is finished by giving it
   * again. For one run; used by many threads.
   */
  non-sealed interface Goal<O, R, W> extends Intent<O, R, W> {
    /** What is still to be done to one; empty when nothing is. REFUSED refuses it for all. */
    List<Change> diff(Owned<O> it, Scene<R> scene);

    /** Does it, or the rest of it. */
    void make(Owned<O> it, Scene<R> scene, List<Change> changes, W write)
        throws ModuleException, InterruptedException;

    /** What there is to say to whoever asked, once it is done. */
    default List<String> said(Address address) {
      return List.of();
    }

    /** What is left, and how to go on or back, when some could not be done. */
    default List<String> remedy(Set<Address> failed, Set<Address> done) {
      return List.of("the same command again goes on from what is there");
    }
  }
}
