package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;
import java.util.Optional;

/**
 * A kind whose objects have places that a text can name: {@code /DC0/host/C0/Resources/gold}. A
 * declaration that gives such a text waits for the one that makes the object there, as if it had
 * named it in a reference.
 */
public interface Located<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * The name or path at which this declaration finds something, or puts it, as far as a reference
   * does not say that; empty when references say it all.
   */
  default Optional<String> at(Declaration<S> declaration) {
    return Optional.empty();
  }

  /**
   * Whether a name or path is that of the object which this declaration makes, or lies inside that.
   * A declaration alone may not tell the whole path, so two may say yes. Pure.
   */
  default boolean makes(Declaration<S> declaration, String place) {
    return false;
  }
}
