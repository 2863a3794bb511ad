package dev.provision.proof.fuzz;

/**
 * Something of the product that reads bytes which others wrote. Any bytes end in a value or in the
 * product's own refusal with its words; everything else is a find: another exception, a refusal
 * without a place, a value that reads differently once it was written.
 */
@FunctionalInterface
public interface FuzzTarget {
  void take(byte[] input) throws Exception;

  /** A property that does not hold. */
  static void holds(boolean property, String what) {
    if (!property) {
      throw new AssertionError(what);
    }
  }
}
