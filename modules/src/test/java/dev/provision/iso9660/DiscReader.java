package dev.provision.iso9660;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a disc as Linux and Windows do: the descriptors one after the other, then the tree from the
 * root's record, with Rock Ridge's names in the primary tree and Joliet's in the other. Written
 * after the standards and not after the writer.
 */
public final class DiscReader {
  private static final int SECTOR = 2048;

  private final ByteBuffer disc;
  private final boolean joliet;
  private final Map<String, byte[]> files = new TreeMap<>();
  private String label = "";

  private DiscReader(byte[] bytes, boolean joliet) {
    this.disc = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.joliet = joliet;
  }

  /** Files by path, with the names of Rock Ridge. */
  public static Map<String, byte[]> rockRidge(byte[] disc) {
    return new DiscReader(disc, false).read().files;
  }

  /** Files by path, with the names of Joliet. */
  public static Map<String, byte[]> joliet(byte[] disc) {
    return new DiscReader(disc, true).read().files;
  }

  /** The label that a guest finds the disc by. */
  public static String label(byte[] disc) {
    return new DiscReader(disc, false).read().label;
  }

  private DiscReader read() {
    for (int sector = 16; ; sector++) {
      int at = sector * SECTOR;
      if (!"CD001".equals(text(at + 1, 5, false))) {
        throw new AssertionError("sector " + sector + " is no descriptor");
      }
      int type = Byte.toUnsignedInt(disc.get(at));
      if (type == 255) {
        throw new AssertionError("there is no descriptor of this sort");
      }
      boolean unicode = type == 2 && "%/E".equals(text(at + 88, 3, false));
      if (unicode == joliet && type <= 2) {
        if (disc.getInt(at + 80) * SECTOR != disc.capacity()) {
          throw new AssertionError("the volume's size is not the disc's");
        }
        label = text(at + 40, 32, joliet).strip();
        walk(at + 156, "");
        return this;
      }
    }
  }

  private void walk(int record, String path) {
    int start = both(record + 2) * SECTOR;
    int length = both(record + 10);
    for (int at = start; at < start + length; ) {
      int size = Byte.toUnsignedInt(disc.get(at));
      if (size == 0) {
        at = (at / SECTOR + 1) * SECTOR;
        continue;
      }
      int idLength = Byte.toUnsignedInt(disc.get(at + 32));
      boolean special = idLength == 1 && disc.get(at + 33) <= 1;
      if (!special) {
        entry(at, size, idLength, path);
      }
      at += size;
    }
  }

  private void entry(int at, int size, int idLength, String path) {
    String name =
        joliet
            ? text(at + 33, idLength, true).replaceFirst(";1$", "")
            : posix(at + 33 + idLength + (idLength + 1) % 2, at + size);
    if ((disc.get(at + 25) & 2) != 0) {
      walk(at, path + name + "/");
    } else {
      int from = both(at + 2) * SECTOR;
      files.put(path + name, Arrays.copyOfRange(disc.array(), from, from + both(at + 10)));
    }
  }

  /** The NM field (IEEE P1282, 4.1.4). */
  private String posix(int from, int to) {
    for (int at = from; at + 4 <= to; at += Byte.toUnsignedInt(disc.get(at + 2))) {
      if (text(at, 2, false).equals("NM")) {
        return text(at + 5, Byte.toUnsignedInt(disc.get(at + 2)) - 5, false);
      }
    }
    throw new AssertionError("a record has no name of Rock Ridge");
  }

  /** A number that stands there in either byte order. */
  private int both(int at) {
    int little = disc.getInt(at);
    if (Integer.reverseBytes(disc.getInt(at + 4)) != little) {
      throw new AssertionError("the two halves of a number differ at " + at);
    }
    return little;
  }

  private String text(int at, int length, boolean wide) {
    return new String(
        disc.array(), at, length, wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
  }
}
