package dev.provision.spi.trait;

import dev.provision.spi.Claim;
import dev.provision.spi.Claimed;
import dev.provision.spi.Declaration;
import dev.provision.spi.ManagedKind;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A kind whose resources are to have what no other may have too, such as an address of a network.
 */
public interface Claiming<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * As far as the declaration tells. One with mistakes may be given.
   *
   * @param standsFor what a name in a section stands for ({@link Aliased#standsFor})
   */
  List<Claim> claims(Declaration<S> declaration, BiFunction<String, String, String> standsFor);

  /**
   * The same, now that what it refers to is found. Refused where two are to have one thing, or
   * something else in the world has it. Pure.
   */
  List<Claim> claims(D desired);

  /** Who in the world has such things, as far as {@link #claims(Object)} may ask. Pure. */
  List<Claimed> claimed(R read);
}
