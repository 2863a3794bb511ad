package dev.provision.iso9660;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A directory of a disc while it is made. */
final class Directory {
  /** ECMA-119, 6.8.2.1: eight levels, the root among them. */
  private static final int MAX_LEVELS = 8;

  private final String name;
  private final Directory parent;
  private final int level;
  private final SortedMap<String, Directory> directories = new TreeMap<>();
  private final SortedMap<String, File> files = new TreeMap<>();

  /** A file; where it lies is decided last. */
  static final class File {
    private final byte[] bytes;
    private int sector;

    private File(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    int sector() {
      return sector;
    }

    void place(int at) {
      sector = at;
    }
  }

  private Directory(String name, Directory parent) {
    this.name = name;
    this.parent = parent == null ? this : parent;
    this.level = parent == null ? 1 : parent.level + 1;
  }

  static Directory root() {
    return new Directory("", null);
  }

  String name() {
    return name;
  }

  /** The root's parent is the root. */
  Directory parent() {
    return parent;
  }

  boolean isRoot() {
    return parent == this;
  }

  SortedMap<String, Directory> directories() {
    return directories;
  }

  SortedMap<String, File> files() {
    return files;
  }

  /** Adds a file with the directories above it. */
  File put(String path, byte[] bytes) {
    int slash = path.indexOf('/');
    String first = slash < 0 ? path : path.substring(0, slash);
    if (!first.matches("[A-Za-z0-9._-]{1,60}") || first.matches("\\.+")) {
      throw new IllegalArgumentException("`" + path + "` is no path of a file on a disc");
    }
    if (slash < 0) {
      File file = new File(bytes.clone());
      files.put(path, file);
      return file;
    }
    if (level == MAX_LEVELS) {
      throw new IllegalArgumentException("`" + path + "` is deeper than a disc may be");
    }
    return directories
        .computeIfAbsent(first, key -> new Directory(key, this))
        .put(path.substring(slash + 1), bytes);
  }

  /** This one and all below it, level by level. */
  List<Directory> withAllBelow() {
    List<Directory> all = new ArrayList<>(List.of(this));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).directories.values());
    }
    return all;
  }
}
