package dev.provision.modules.images.bytes;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records of a pax header (POSIX.1-2001, "pax Header Block"): {@code "30 path=a name\n"}, where
 * the number is the length of the whole record in bytes, so that a value may contain anything.
 */
final class PaxRecords {
  private PaxRecords() {}

  /** By keyword; a later record wins. */
  static Map<String, String> parse(byte[] bytes) throws UnfitFile {
    Map<String, String> records = new LinkedHashMap<>();
    int at = 0;
    while (at < bytes.length && bytes[at] != 0) {
      int space = at;
      while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9') {
        space++;
      }
      String digits = new String(bytes, at, space - at, StandardCharsets.US_ASCII);
      int end = digits.matches("\\d{1,8}") ? at + Integer.parseInt(digits) : 0;
      if (end <= space || end > bytes.length || bytes[space] != ' ' || bytes[end - 1] != '\n') {
        throw new UnfitFile("is a damaged archive: an extended header in it cannot be read");
      }
      String record = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0) {
        records.put(record.substring(0, equals), record.substring(equals + 1));
      }
      at = end;
    }
    return records;
  }
}
