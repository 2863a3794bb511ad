package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;
import java.util.stream.Stream;

/**
 * A kind where one new resource serves others of its kind: the server copies it, so they are not
 * uploaded.
 */
public interface Shared<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * The plan's line for a new resource, where it depends on the other resources. Pure.
   *
   * @param earlier the resources of this kind that the plan creates before this one
   */
  String summary(D desired, Stream<D> earlier, R read);
}
