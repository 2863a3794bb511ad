package dev.provision.iso9660;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The directories of a disc under one sort of names, with their path tables. There are two trees,
 * and both lead to the same files.
 */
final class Tree {
  /** In bytes. */
  static final int SECTOR = 2048;

  private static final int RECORD = 33;
  private static final byte[] SELF = {0};
  private static final byte[] PARENT = {1};

  /** Year since 1900, month, day; the rest is 0 (ECMA-119, 9.1.5). */
  private static final byte[] DATE = {80, 1, 1, 0, 0, 0, 0};

  private final Names names;
  private final List<Directory> directories;
  private final Map<Directory, String> written = new HashMap<>();
  private final Map<Directory, Integer> sectors = new HashMap<>();
  private final Map<Directory, Integer> lengths = new HashMap<>();
  private int table;

  /**
   * @param directories level by level, the root first
   */
  Tree(List<Directory> directories, Names names) {
    this.names = names;
    for (Directory directory : directories) {
      names
          .entries(directory)
          .forEach(
              (name, entry) -> {
                if (entry instanceof Directory below) {
                  written.put(below, name);
                }
              });
    }
    this.directories = ordered(directories);
  }

  /** By level, within it by the parent's number, then by name (ECMA-119, 6.9.1). */
  private List<Directory> ordered(List<Directory> all) {
    List<Directory> ordered = new ArrayList<>(all.subList(0, 1));
    for (int i = 0; i < ordered.size(); i++) {
      ordered.get(i).directories().values().stream()
          .sorted(Comparator.comparing(written::get))
          .forEach(ordered::add);
    }
    return ordered;
  }

  /**
   * Decides where the tables and the directories lie.
   *
   * @return the first sector after the directories
   */
  int place(int tables, int first) {
    table = tables;
    if (tableBytes() > SECTOR) {
      throw new IllegalArgumentException(directories.size() + " directories are too many");
    }
    // the length of a record does not depend on what it says, so all lengths can come first
    directories.forEach(each -> lengths.put(each, length(each)));
    int sector = first;
    for (Directory directory : directories) {
      sectors.put(directory, sector);
      sector += lengths.get(directory) / SECTOR;
    }
    return sector;
  }

  int table() {
    return table;
  }

  int tableBytes() {
    return directories.stream().mapToInt(each -> 8 + even(name(each).length)).sum();
  }

  private byte[] name(Directory directory) {
    return directory.isRoot() ? SELF : names.bytes(written.get(directory));
  }

  private static int even(int length) {
    return length + length % 2;
  }

  private boolean isPrimary() {
    return names == Names.PRIMARY;
  }

  void write(ByteBuffer disc) {
    writeTable(disc, table, true);
    writeTable(disc, table + 1, false);
    for (Directory directory : directories) {
      disc.position(sectors.get(directory) * SECTOR);
      for (byte[] record : records(directory)) {
        skipWhatIsTooShort(disc, record.length);
        disc.put(record);
      }
    }
  }

  private void writeTable(ByteBuffer disc, int sector, boolean little) {
    disc.position(sector * SECTOR);
    for (Directory each : directories) {
      byte[] name = name(each);
      int at = sectors.get(each);
      short parent = (short) (directories.indexOf(each.parent()) + 1);
      disc.put((byte) name.length).put((byte) 0);
      disc.putInt(little ? Integer.reverseBytes(at) : at);
      disc.putShort(little ? Short.reverseBytes(parent) : parent);
      disc.put(name);
      if (name.length % 2 == 1) {
        disc.put((byte) 0);
      }
    }
  }

  /** A record does not cross from one sector to the next. */
  private static void skipWhatIsTooShort(ByteBuffer disc, int length) {
    int left = SECTOR - disc.position() % SECTOR;
    if (left < length) {
      disc.position(disc.position() + left);
    }
  }

  private int length(Directory directory) {
    int at = 0;
    for (byte[] record : records(directory)) {
      int left = SECTOR - at % SECTOR;
      at += (left < record.length ? left : 0) + record.length;
    }
    return sectors(at) * SECTOR;
  }

  private List<byte[]> records(Directory directory) {
    List<byte[]> records = new ArrayList<>();
    records.add(record(directory, SELF, rock(RockRidge.self(directory.isRoot()))));
    records.add(record(directory.parent(), PARENT, rock(RockRidge.parent())));
    names
        .entries(directory)
        .forEach(
            (name, entry) -> {
              byte[] id = names.bytes(name);
              if (entry instanceof Directory below) {
                records.add(record(below, id, rock(RockRidge.entry(below.name(), true))));
              } else {
                Directory.File file = directory.files().get(entry);
                byte[] more = rock(RockRidge.entry(entry.toString(), false));
                records.add(record(file.sector(), file.bytes().length, false, id, more));
              }
            });
    return records;
  }

  /** How many hold so many bytes. */
  static int sectors(int bytes) {
    return (bytes + SECTOR - 1) / SECTOR;
  }

  private byte[] rock(byte[] fields) {
    return isPrimary() ? fields : new byte[0];
  }

  private byte[] record(Directory directory, byte[] name, byte[] more) {
    return record(
        sectors.getOrDefault(directory, 0), lengths.getOrDefault(directory, 0), true, name, more);
  }

  /** A directory record (ECMA-119, 9.1). */
  private static byte[] record(int sector, int bytes, boolean directory, byte[] name, byte[] more) {
    int length = even(RECORD + name.length) + even(more.length);
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put((byte) length).put((byte) 0);
    out.putInt(Integer.reverseBytes(sector)).putInt(sector);
    out.putInt(Integer.reverseBytes(bytes)).putInt(bytes);
    out.put(DATE).put((byte) (directory ? 2 : 0)).put((byte) 0).put((byte) 0);
    out.putShort(Short.reverseBytes((short) 1)).putShort((short) 1);
    out.put((byte) name.length).put(name);
    out.position(even(RECORD + name.length));
    out.put(more);
    return out.array();
  }

  /** The root's record, as a descriptor repeats it: 34 bytes, without what stands behind. */
  void rootRecord(ByteBuffer disc) {
    disc.put(record(directories.get(0), SELF, new byte[0]));
  }
}
