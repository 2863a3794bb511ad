package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.Late;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Readiness;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind whose things are ready only a while after they were made: dependants wait. */
public interface Awaited<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * Attributes that this one gets only a while after it was made, by name: an address that DHCP
   * gives. Who reads one of them waits for it, and {@code check} refuses to read one that never
   * comes. A declaration with mistakes may be given.
   */
  Map<String, Late> late(Declaration<S> declaration);

  /**
   * Whether dependants may start.
   *
   * @param read names out of {@link #late} that others read of it; empty for none
   */
  Readiness ready(D desired, O observed, Set<String> read);

  /** How long {@link #ready} may take; empty for the engine's default. */
  Optional<Duration> readyWithin(D desired);
}
