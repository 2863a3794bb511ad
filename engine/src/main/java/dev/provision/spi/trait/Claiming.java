package dev.provision.spi.trait;

import dev.provision.spi.Claim;
import dev.provision.spi.Claimed;
import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A kind whose resources claim things that no other resource may have, such as an address in a
 * network.
 */
public interface Claiming<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * The claims that follow from the declaration alone, which may contain mistakes.
   *
   * @param standsFor what a name in a section means ({@link Aliased#standsFor})
   */
  List<Claim> claims(Declaration<S> declaration, BiFunction<String, String, String> standsFor);

  /**
   * The claims once the references are resolved. It is an error when two resources claim the same
   * thing, or when something else in the world has it. Pure.
   */
  List<Claim> claims(D desired);

  /** Existing objects that have things which {@link #claims(Object)} may ask for. Pure. */
  List<Claimed> claimed(R read);
}
