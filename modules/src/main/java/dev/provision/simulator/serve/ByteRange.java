package dev.provision.simulator.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file that a client asks for (RFC 9110, 14.1).
 *
 * @param from of the first byte
 * @param to of the last one
 */
record ByteRange(int from, int to) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,10})-(\\d{0,10})");

  /**
   * Empty for the whole file, which is also the answer to several ranges at once.
   *
   * @param header null for none
   * @throws IndexOutOfBoundsException when the file ends before it
   */
  static Optional<ByteRange> of(String header, int length) {
    Matcher matcher = ONE.matcher(header == null ? "" : header.strip());
    if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
      return Optional.empty();
    }
    boolean isTail = matcher.group(1).isEmpty();
    long end = matcher.group(2).isEmpty() ? length - 1 : Long.parseLong(matcher.group(2));
    long from = isTail ? Math.max(0, length - end) : Long.parseLong(matcher.group(1));
    long to = isTail ? length - 1 : Math.min(end, length - 1);
    if (from >= length || from > to) {
      throw new IndexOutOfBoundsException("the file has " + length + " bytes");
    }
    return Optional.of(new ByteRange((int) from, (int) to));
  }

  /** {@code bytes 0-99/1000}. */
  String text(int length) {
    return "bytes " + from + "-" + to + "/" + length;
  }
}
