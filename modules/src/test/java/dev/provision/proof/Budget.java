package dev.provision.proof;

import java.time.Duration;

/**
 * The time that a proof may take: so many seconds, or {@code -Dproof.seconds=N}, or with {@code
 * -Dproof.all} as long as it needs. Whoever has none left begins nothing more and says what was
 * covered.
 */
public final class Budget {
  private final long began = System.nanoTime();
  private final Duration time;
  private final boolean all = Boolean.getBoolean("proof.all") || everything();

  private Budget(Duration time) {
    this.time = time;
  }

  /** The budget that begins now. */
  public static Budget seconds(int inCi) {
    return new Budget(Duration.ofSeconds(Integer.getInteger("proof.seconds", inCi)));
  }

  /** {@code -Dproof.all} without a value is the empty text. */
  private static boolean everything() {
    return "".equals(System.getProperty("proof.all"));
  }

  /** Whether everything is asked for, whatever time it takes. */
  public boolean all() {
    return all;
  }

  /** Whether another point may begin. */
  public boolean left() {
    return all || used().compareTo(time) < 0;
  }

  /** Whether another point may begin where only this share of the whole is to be used. */
  public boolean left(double share) {
    return all || used().toMillis() < time.toMillis() * share;
  }

  public Duration used() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
