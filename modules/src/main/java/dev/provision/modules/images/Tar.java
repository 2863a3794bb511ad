package dev.provision.modules.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the members of a tar archive lie (POSIX.1-2001 ustar and pax, and GNU's long names).
 * Nothing is unpacked.
 */
final class Tar {
  private static final int BLOCK = 512;
  private static final int MAX_MEMBERS = 1000;
  private static final int MAX_WORDS = 1 << 20;
  private static final Pattern PAX_PATH = Pattern.compile("\\d+ path=([^\n]*)\n");
  private static final Pattern PAX_SIZE = Pattern.compile("\\d+ size=(\\d{1,18})\n");

  private Tar() {}

  /** Regular files by name, in their order. */
  static Map<String, Slice> members(Path path) throws IOException, UnfitFile {
    Map<String, Slice> members = new LinkedHashMap<>();
    try (SliceBytes file = Slice.whole(path).open()) {
      String longName = "";
      long longSize = -1;
      long at = 0;
      while (at + BLOCK <= file.size()) {
        ByteBuffer header = file.read(at, BLOCK);
        if (header.get(0) == 0) {
          return members;
        }
        long size = longSize >= 0 ? longSize : number(header, 124, 12);
        long data = at + BLOCK;
        if (size < 0 || size > file.size() - data) {
          throw new UnfitFile(
              "was cut off: it has "
                  + file.size()
                  + " bytes, and its member `"
                  + name(header, longName)
                  + "` reaches past the end; copy or download it again");
        }
        char type = (char) header.get(156);
        if (type == 'x' || type == 'L') {
          String words = words(file, data, size);
          if (type == 'L') {
            longName = words.replace("\0", "");
          } else {
            longName = pax(PAX_PATH, words, longName);
            longSize = Long.parseLong(pax(PAX_SIZE, words, "-1"));
          }
        } else {
          if (type == '0' || type == 0) {
            members.putIfAbsent(name(header, longName), new Slice(path, data, size));
          }
          longName = "";
          longSize = -1;
        }
        if (members.size() > MAX_MEMBERS) {
          throw new UnfitFile("is an archive of more than " + MAX_MEMBERS + " files, and no OVA");
        }
        at = data + (size + BLOCK - 1) / BLOCK * BLOCK;
      }
    }
    throw new UnfitFile("was cut off: its end is not there; copy or download it again");
  }

  private static String pax(Pattern field, String words, String otherwise) {
    Matcher found = field.matcher(words);
    return found.find() ? found.group(1) : otherwise;
  }

  private static String words(SliceBytes file, long at, long size) throws IOException, UnfitFile {
    if (size > MAX_WORDS) {
      throw new UnfitFile("is a damaged archive: a name in it has " + size + " bytes");
    }
    return StandardCharsets.UTF_8.decode(file.read(at, (int) size)).toString();
  }

  private static String name(ByteBuffer header, String longName) {
    if (!longName.isEmpty()) {
      return plain(longName);
    }
    String prefix = text(header, 345, 155);
    String name = text(header, 0, 100);
    return plain(prefix.isEmpty() ? name : prefix + "/" + name);
  }

  private static String plain(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }

  private static String text(ByteBuffer header, int at, int length) {
    byte[] bytes = new byte[length];
    header.get(at, bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Octal, or GNU's base 256 where the first bit is set; -1 for what is neither. */
  private static long number(ByteBuffer header, int at, int length) {
    if ((header.get(at) & 0x80) != 0) {
      return big(header, at + 4, length - 4);
    }
    String text = text(header, at, length).strip();
    return text.matches("[0-7]{1,12}") ? Long.parseLong(text, 8) : text.isEmpty() ? 0 : -1;
  }

  private static long big(ByteBuffer header, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | Byte.toUnsignedInt(header.get(at + i));
    }
    return value;
  }
}
