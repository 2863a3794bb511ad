package dev.provision.spi.trait;

import dev.provision.spi.ManagedKind;
import java.util.stream.Stream;

/**
 * A kind of which one that is made serves others of its kind: the server copies it, and they are
 * not uploaded.
 */
public interface Shared<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * The plan's line about one that is to be made, where it matters what else there is. Pure.
   *
   * @param earlier those of this kind that the plan makes too, and before it
   */
  String summary(D desired, Stream<D> earlier, R read);
}
