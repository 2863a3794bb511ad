package dev.provision.vsphere.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as names of folders, one in the other, and back: {@code 1of2_journal_of_ci_+_network.app},
 * {@code 2of2_…}. Letters, digits, dots and hyphens are kept; a space is {@code _}, a bar {@code
 * +}, and any other byte of its UTF-8 is {@code =} and two hex digits. So nothing depends on what a
 * datastore or the server does with a character, and no name begins with a dot, which a browser may
 * hide.
 */
final class FolderText {
  /**
   * How many characters of the text a name has. ext4, NFS servers and VMFS take names of 255 bytes,
   * and some tools fewer.
   */
  private static final int PART = 100;

  private static final Pattern NAME = Pattern.compile("([0-9]{1,3})of([0-9]{1,3})_(.*)");

  private FolderText() {}

  /** The path of folders that has the whole text. */
  static String path(String text) {
    String encoded = encoded(text);
    int parts = Math.max(1, (encoded.length() + PART - 1) / PART);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int end = Math.min(encoded.length(), (i + 1) * PART);
      names.add((i + 1) + "of" + parts + "_" + encoded.substring(i * PART, end));
    }
    return String.join("/", names);
  }

  /** The text of a path of folders; empty for a part of one, and for any other path. */
  static Optional<String> text(List<String> path) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < path.size(); i++) {
      Matcher name = NAME.matcher(path.get(i));
      boolean isPart =
          name.matches()
              && Integer.parseInt(name.group(1)) == i + 1
              && Integer.parseInt(name.group(2)) == path.size();
      if (!isPart) {
        return Optional.empty();
      }
      encoded.append(name.group(3));
    }
    return path.isEmpty() ? Optional.empty() : decoded(encoded.toString());
  }

  /** As one name, which nobody reads back. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (c == ' ') {
        encoded.append('_');
      } else if (c == '|') {
        encoded.append('+');
      } else if (c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '-')) {
        encoded.append(c);
      } else {
        encoded.append(String.format("=%02x", (int) c));
      }
    }
    return encoded.toString();
  }

  private static Optional<String> decoded(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '=') {
        bytes.write(c == '_' ? ' ' : c == '+' ? '|' : c);
      } else if (i + 2 < encoded.length()
          && encoded.substring(i + 1, i + 3).matches("[0-9a-f]{2}")) {
        bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(bytes.toString(StandardCharsets.UTF_8));
  }
}
