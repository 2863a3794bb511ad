package dev.provision.iso9660;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A disc with a few small files: ISO 9660 level 1 (ECMA-119), with the long names that Linux reads
 * by Rock Ridge and Windows by Joliet. Every date on it is the same, so that the bytes depend on
 * the files alone.
 */
public final class IsoImage {
  /** Sectors that belong to whatever a machine boots from (ECMA-119, 6.2.1). */
  private static final int SYSTEM_AREA = 16;

  private static final int PRIMARY = 16;
  private static final int JOLIET = 17;
  private static final int END = 18;
  private static final int TABLES = 19;

  /** Of each of the two trees: its path table in either byte order. */
  private static final int SECTORS_OF_TABLES = 2;

  private final String label;
  private final Directory root = Directory.root();
  private final List<Directory.File> files = new ArrayList<>();

  private IsoImage(String label) {
    this.label = label;
  }

  /**
   * Makes a disc.
   *
   * @param label at most 16 characters of ASCII, which Joliet has room for
   * @param files by path, {@code openstack/latest/user_data}
   * @throws IllegalArgumentException for a label or a path that no disc has
   */
  public static byte[] of(String label, SortedMap<String, byte[]> files) {
    if (!label.matches("[ -~]{1,16}")) {
      throw new IllegalArgumentException("`" + label + "` is no label of a disc");
    }
    IsoImage image = new IsoImage(label);
    new TreeMap<>(files).forEach((path, bytes) -> image.files.add(image.root.put(path, bytes)));
    return image.write();
  }

  private byte[] write() {
    List<Directory> directories = root.withAllBelow();
    Tree primary = new Tree(directories, Names.PRIMARY);
    Tree joliet = new Tree(directories, Names.JOLIET);
    int sector = TABLES + 2 * SECTORS_OF_TABLES;
    sector = primary.place(TABLES, sector);
    sector = joliet.place(TABLES + SECTORS_OF_TABLES, sector);
    for (Directory.File file : files) {
      file.place(sector);
      sector += Tree.sectors(file.bytes().length);
    }
    ByteBuffer disc = ByteBuffer.allocate(Math.multiplyExact(sector, Tree.SECTOR));
    descriptor(disc, PRIMARY, primary, sector);
    descriptor(disc, JOLIET, joliet, sector);
    disc.position(END * Tree.SECTOR);
    disc.put((byte) 255).put(Names.ascii("CD001")).put((byte) 1);
    primary.write(disc);
    joliet.write(disc);
    for (Directory.File file : files) {
      disc.position(file.sector() * Tree.SECTOR);
      disc.put(file.bytes());
    }
    return disc.array();
  }

  /** A volume descriptor (ECMA-119, 8.4 and 8.5; Joliet, "Supplementary Volume Descriptor"). */
  private void descriptor(ByteBuffer disc, int sector, Tree tree, int sectors) {
    int at = sector * Tree.SECTOR;
    boolean wide = sector == JOLIET;
    Both out = new Both(disc, at);
    out.bytes(0, wide ? 2 : 1).ascii(1, "CD001").bytes(6, 1);
    out.text(8, 32, "", wide).text(40, 32, label, wide);
    out.int32(80, sectors);
    if (wide) {
      // UCS-2 level 3
      out.ascii(88, "%/E");
    }
    out.int16(120, 1).int16(124, 1).int16(128, Tree.SECTOR).int32(132, tree.tableBytes());
    disc.putInt(at + 140, Integer.reverseBytes(tree.table()));
    disc.putInt(at + 148, tree.table() + 1);
    disc.position(at + 156);
    tree.rootRecord(disc);
    out.text(190, 128, "", wide).text(318, 128, "", wide).text(446, 128, "", wide);
    out.text(574, 128, "PROVISION", wide);
    out.text(702, 37, "", wide).text(739, 37, "", wide).text(776, 37, "", wide);
    for (int date = 813; date < 881; date += 17) {
      boolean set = date < 847;
      out.ascii(date, set ? "1980010100000000" : "0000000000000000").bytes(date + 16, 0);
    }
    out.bytes(881, 1);
  }

  /** Fields of a descriptor, many of which hold their number in both byte orders. */
  private record Both(ByteBuffer disc, int start) {
    Both bytes(int at, int value) {
      disc.put(start + at, (byte) value);
      return this;
    }

    Both ascii(int at, String text) {
      disc.put(start + at, Names.ascii(text));
      return this;
    }

    /** Padded with blanks, in two bytes a character where it is wide. */
    Both text(int at, int length, String text, boolean wide) {
      String padded = text + " ".repeat((wide ? length / 2 : length) - text.length());
      disc.put(
          start + at,
          padded.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII));
      return this;
    }

    Both int16(int at, int value) {
      disc.putShort(start + at, Short.reverseBytes((short) value));
      disc.putShort(start + at + 2, (short) value);
      return this;
    }

    Both int32(int at, int value) {
      disc.putInt(start + at, Integer.reverseBytes(value));
      disc.putInt(start + at + 4, value);
      return this;
    }
  }
}
