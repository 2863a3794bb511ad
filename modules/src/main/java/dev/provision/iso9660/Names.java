package dev.provision.iso9660;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the names of a tree are written. */
enum Names {
  /** Eight characters and three, capitals (ECMA-119, 10.1); the long name stands beside it. */
  PRIMARY {
    @Override
    byte[] bytes(String name) {
      return ascii(name);
    }

    @Override
    String file(String name, Set<String> taken) {
      int dot = name.lastIndexOf('.');
      String stem = plain(dot < 0 ? name : name.substring(0, dot), STEM);
      String type = plain(dot < 0 ? "" : name.substring(dot + 1), TYPE);
      return free(stem, "." + type + ";1", taken);
    }

    @Override
    String directory(String name, Set<String> taken) {
      return free(plain(name, STEM), "", taken);
    }
  },

  /** Two bytes a character, as they are (Joliet). */
  JOLIET {
    @Override
    byte[] bytes(String name) {
      return name.getBytes(StandardCharsets.UTF_16BE);
    }

    @Override
    String file(String name, Set<String> taken) {
      return name + ";1";
    }

    @Override
    String directory(String name, Set<String> taken) {
      return name;
    }
  };

  private static final int STEM = 8;
  private static final int TYPE = 3;

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  abstract byte[] bytes(String name);

  abstract String file(String name, Set<String> taken);

  abstract String directory(String name, Set<String> taken);

  /** What a directory holds by its written names, in their order, which is that of the records. */
  SortedMap<String, Object> entries(Directory directory) {
    Set<String> taken = new HashSet<>();
    SortedMap<String, Object> entries = new TreeMap<>();
    for (Map.Entry<String, Directory> each : directory.directories().entrySet()) {
      entries.put(directory(each.getKey(), taken), each.getValue());
    }
    for (String name : directory.files().keySet()) {
      entries.put(file(name, taken), name);
    }
    return entries;
  }

  private static String plain(String name, int most) {
    String plain = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    return plain.length() <= most ? plain : plain.substring(0, most);
  }

  /** Names that were cut may be alike. */
  private static String free(String stem, String rest, Set<String> taken) {
    String free = stem;
    for (int i = 1; !taken.add(free + rest); i++) {
      String number = String.valueOf(i);
      free = stem.substring(0, Math.min(stem.length(), STEM - number.length())) + number;
    }
    return free + rest;
  }
}
