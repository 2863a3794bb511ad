package dev.provision.template;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much text the expressions, templates and files of a playbook give together. Each text alone
 * is at most 16 MiB, and nothing limits their number: a playbook of a few KiB would fill any
 * memory. What is below 1 MiB, as every text that a machine takes is, does not count, however often
 * it is made. Safe for many threads.
 */
final class TextVolume {
  private static final int SMALL = 1 << 20;
  private static final long MOST = 256L << 20;

  private final AtomicLong made = new AtomicLong();

  /** Counts a text; false when there is no room for it. */
  boolean takes(long length) {
    return length < SMALL || made.addAndGet(length) <= MOST;
  }

  static String refusal() {
    return "the long texts of this playbook are above " + (MOST >> 20) + " MiB together";
  }
}
