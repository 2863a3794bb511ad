package dev.provision.modules.images.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One header block of a tar archive (POSIX.1-2001 ustar).
 *
 * @param bytes the length of the data after it; -1 when the field is no number
 * @param type the type flag, {@code '0'} for a regular file; NUL in old archives
 */
record TarHeader(String name, long bytes, char type) {
  static final int BLOCK = 512;

  private static final int SUM_AT = 148;
  private static final int SUM_LENGTH = 8;

  static TarHeader of(ByteBuffer block) {
    String prefix = text(block, 345, 155);
    String name = text(block, 0, 100);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        number(block, 124, 12),
        (char) block.get(156));
  }

  /**
   * Whether the block is a header: its checksum is the sum of its bytes, with spaces in place of
   * the checksum. Old writers added signed bytes.
   */
  static boolean isOne(ByteBuffer block) {
    long unsigned = 0;
    long signed = 0;
    for (int at = 0; at < BLOCK; at++) {
      byte one = at >= SUM_AT && at < SUM_AT + SUM_LENGTH ? (byte) ' ' : block.get(at);
      unsigned += Byte.toUnsignedInt(one);
      signed += one;
    }
    long said = number(block, SUM_AT, SUM_LENGTH);
    return said == unsigned || said == signed;
  }

  boolean isRegular() {
    return type == '0' || type == 0 || type == '7';
  }

  private static String text(ByteBuffer block, int at, int length) {
    byte[] bytes = new byte[length];
    block.get(at, bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** A number in octal, or in GNU's base 256 when the first bit is set; -1 for anything else. */
  private static long number(ByteBuffer block, int at, int length) {
    if ((block.get(at) & 0x80) != 0) {
      long value = 0;
      for (int i = length - 8; i < length; i++) {
        value = value << 8 | Byte.toUnsignedInt(block.get(at + Math.max(i, 0)));
      }
      return value;
    }
    String text = text(block, at, length).strip();
    return text.matches("[0-7]{1,12}") ? Long.parseLong(text, 8) : text.isEmpty() ? 0 : -1;
  }
}
