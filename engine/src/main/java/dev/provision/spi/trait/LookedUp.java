package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Problem;
import java.util.Optional;

/**
 * A kind where some or all declarations only look up an existing object, which is never changed.
 */
public interface LookedUp<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Whether this declaration only looks something up. */
  boolean isExisting(S spec);

  /**
   * What to report when such a declaration finds nothing: {@code network `x` is not in DC0; did you
   * mean `y`?}
   */
  Problem missing(Declaration<S> declaration, D desired, R read);

  /**
   * The kind as {@code LookedUp} if it only looks this declaration up; empty if it creates and
   * updates it.
   */
  static <S extends Record, D, O, R, W> Optional<LookedUp<S, D, O, R, W>> of(
      ManagedKind<S, D, O, R, W> kind, Declaration<S> declaration) {
    return kind instanceof LookedUp<S, D, O, R, W> looked && looked.isExisting(declaration.spec())
        ? Optional.of(looked)
        : Optional.empty();
  }
}
