package dev.provision.simulator.world;

/**
 * Properties of one type that say again what other objects say: summaries, and the far ends of
 * references. They are made when they are read, so they cannot be out of date.
 */
@FunctionalInterface
public interface Derivation {
  /** A property that is not stored; null when it is not set. */
  Object read(Managed object, String property);

  /** Whether nobody may see a property now, though it is stored. */
  default boolean hides(Managed object, String property) {
    return false;
  }
}
