package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Problem;
import java.util.Optional;

/**
 * A kind of which some declarations, or all, only look up something that exists: it is never
 * changed.
 */
public interface LookedUp<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Whether this declaration is one of them. */
  boolean isExisting(S spec);

  /**
   * What to say when such a declaration finds nothing: {@code network `x` is not in DC0; did you
   * mean `y`?}
   */
  Problem missing(Declaration<S> declaration, D desired, R read);

  /** The kind as one that only looks this declaration up; empty where it converges it. */
  static <S extends Record, D, O, R, W> Optional<LookedUp<S, D, O, R, W>> of(
      ManagedKind<S, D, O, R, W> kind, Declaration<S> declaration) {
    return kind instanceof LookedUp<S, D, O, R, W> looked && looked.isExisting(declaration.spec())
        ? Optional.of(looked)
        : Optional.empty();
  }
}
