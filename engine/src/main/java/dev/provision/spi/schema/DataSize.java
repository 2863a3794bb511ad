package dev.provision.spi.schema;

import java.util.Locale;

/**
 * An amount of memory or storage, in bytes. Written {@code 2 GiB}, {@code 512 MiB}; a number
 * without a unit has the one that {@link Bare} sets for the field.
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative");
    }
  }

  public static DataSize ofMebibytes(long mebibytes) {
    return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  public static DataSize ofGibibytes(long gibibytes) {
    return new DataSize(Math.multiplyExact(gibibytes, 1L << 30));
  }

  /**
   * Reads {@code 2 GiB}; case does not matter, and the space is optional.
   *
   * @param bareUnit the unit of a number without one: B, KiB, MiB, GiB or TiB; empty to refuse such
   *     a number
   * @throws IllegalArgumentException when the text has another form; the message says what was
   *     wanted
   */
  public static DataSize parse(String text, String bareUnit) {
    String trimmed = text.strip();
    int end = 0;
    while (end < trimmed.length() && isAmount(trimmed.charAt(end))) {
      end++;
    }
    String unit = trimmed.substring(end).strip();
    if (end == 0 || (unit.isEmpty() && bareUnit.isEmpty())) {
      throw wanted(text);
    }
    java.math.BigDecimal amount;
    try {
      amount = new java.math.BigDecimal(trimmed.substring(0, end));
    } catch (NumberFormatException e) {
      throw wanted(text);
    }
    long factor = factor(unit.isEmpty() ? bareUnit : unit);
    if (factor == 0) {
      throw wanted(text);
    }
    try {
      return new DataSize(amount.multiply(java.math.BigDecimal.valueOf(factor)).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "`" + text + "` is not a whole number of bytes that fits in 63 bits", e);
    }
  }

  private static boolean isAmount(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static long factor(String unit) {
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].toLowerCase(Locale.ROOT).equals(unit.toLowerCase(Locale.ROOT))) {
        return 1L << (10 * i);
      }
    }
    return 0;
  }

  private static IllegalArgumentException wanted(String text) {
    return new IllegalArgumentException(
        "`" + text + "` is not a size: expected a number and B, KiB, MiB, GiB or TiB, as in 2 GiB");
  }

  /** Whole mebibytes, rounded down. */
  public long mebibytes() {
    return bytes >> 20;
  }

  /** Whole kibibytes, rounded down. */
  public long kibibytes() {
    return bytes >> 10;
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** For people: in the largest unit with one decimal, rounded down; {@code 13.4 GiB}. */
  public String brief() {
    int unit = 0;
    long whole = bytes;
    long tenths = 0;
    while (unit < UNITS.length - 1 && whole >= 1024) {
      tenths = whole % 1024 * 10 / 1024;
      whole /= 1024;
      unit++;
    }
    return whole + (tenths == 0 ? "" : "." + tenths) + " " + UNITS[unit];
  }

  /** In the largest unit that gives a whole number: {@code 2 GiB}, {@code 1536 MiB}. */
  @Override
  public String toString() {
    int unit = 0;
    long amount = bytes;
    while (unit < UNITS.length - 1 && amount != 0 && amount % 1024 == 0) {
      amount /= 1024;
      unit++;
    }
    return amount + " " + UNITS[unit];
  }
}
