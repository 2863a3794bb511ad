package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Kind;
import dev.provision.spi.ManagedKind;
import java.util.Set;

/**
 * A kind whose declaration holds several things that the environment owns each by itself: the rules
 * of a cluster. One that is dropped from the declaration is an orphan of its own.
 */
public interface Composed<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** The addresses under which {@link #owned} gives what this declaration holds. */
  Set<Address> parts(Declaration<S> declaration);

  /** The fields whose entries go when it goes, besides those of its late parts. */
  default Set<String> partFields() {
    return Set.of();
  }

  /** Those of one declaration; none for most kinds. */
  static <S extends Record> Set<Address> of(Kind<S, ?, ?> kind, Declaration<S> declaration) {
    return kind instanceof Composed<S, ?, ?, ?, ?> composed
        ? composed.parts(declaration)
        : Set.of();
  }
}
