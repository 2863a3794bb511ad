package dev.provision.spi.trait;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Owned;
import java.util.List;
import java.util.stream.Stream;

/** A kind of which something is to be said when one goes, or is left when its making was cut. */
public interface Departing<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Remarks for the plan about one that is removed or given back. */
  List<String> leaving(O seen);

  /**
   * What is left of things of this kind whose making was cut before they were there: deleted with
   * all else that the environment owns, and else of no interest to anybody.
   */
  Stream<Owned<O>> remains(EnvironmentId environment, R read);
}
