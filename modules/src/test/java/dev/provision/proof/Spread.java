package dev.provision.proof;

import java.util.stream.IntStream;

/**
 * The numbers below a bound in an order of which every beginning covers the whole range evenly: a
 * proof that runs out of time has then been everywhere.
 */
public final class Spread {
  private Spread() {}

  /** Each of 0 to {@code bound - 1} once. */
  public static IntStream below(int bound) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(0, bound - 1));
    return IntStream.range(0, 1 << bits)
        .map(each -> bits == 0 ? 0 : Integer.reverse(each) >>> (32 - bits))
        .filter(each -> each < bound);
  }
}
