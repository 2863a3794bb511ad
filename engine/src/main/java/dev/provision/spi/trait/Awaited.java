package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.Late;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Readiness;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind whose objects are ready only some time after creation, so that dependants wait. */
public interface Awaited<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * Attributes that get a value only some time after creation, by name: an address from DHCP. A
   * resource that reads one waits for it, and {@code check} refuses a read of one that never gets a
   * value. The declaration may contain mistakes.
   */
  Map<String, Late> late(Declaration<S> declaration);

  /**
   * Whether dependants may start.
   *
   * @param read names from {@link #late} that other resources read; empty when they read none
   */
  Readiness ready(D desired, O observed, Set<String> read);

  /** The time limit for {@link #ready}; empty for the engine's default. */
  Optional<Duration> readyWithin(D desired);
}
