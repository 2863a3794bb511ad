package dev.provision.spi.trait;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ManagedKind;
import java.util.stream.Stream;

/**
 * A kind where one new resource serves others of its kind: the server copies it, so they are not
 * uploaded.
 */
public interface Shared<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Whose lease a run has while it makes this one; the same for all that would make it again. */
  EnvironmentId lease(D desired);

  /**
   * The plan's line for a new resource, where it depends on the other resources. Pure.
   *
   * @param earlier the resources of this kind that the plan creates before this one
   */
  String summary(D desired, Stream<D> earlier, R read);
}
