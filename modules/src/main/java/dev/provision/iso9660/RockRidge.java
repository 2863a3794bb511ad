package dev.provision.iso9660;

import java.nio.ByteBuffer;

/**
 * The fields behind a directory record that give a name and a mode as POSIX has them (IEEE P1281
 * and P1282, RRIP_1991A).
 */
final class RockRidge {
  private static final int DIRECTORY = 0040555;
  private static final int FILE = 0100444;

  private RockRidge() {}

  /** Of the record of a directory itself; the root's first says that such fields are in use. */
  static byte[] self(boolean root) {
    ByteBuffer out = ByteBuffer.allocate(128);
    if (root) {
      out.put(Names.ascii("SP")).put((byte) 7).put((byte) 1);
      out.put((byte) 0xbe).put((byte) 0xef).put((byte) 0);
    }
    mode(out, DIRECTORY);
    if (root) {
      byte[] id = Names.ascii("RRIP_1991A");
      out.put(Names.ascii("ER")).put((byte) (8 + id.length)).put((byte) 1);
      out.put((byte) id.length).put((byte) 0).put((byte) 0).put((byte) 1).put(id);
    }
    return used(out);
  }

  static byte[] parent() {
    ByteBuffer out = ByteBuffer.allocate(64);
    mode(out, DIRECTORY);
    return used(out);
  }

  static byte[] entry(String name, boolean directory) {
    byte[] text = Names.ascii(name);
    ByteBuffer out = ByteBuffer.allocate(128);
    mode(out, directory ? DIRECTORY : FILE);
    out.put(Names.ascii("NM")).put((byte) (5 + text.length)).put((byte) 1).put((byte) 0);
    out.put(text);
    return used(out);
  }

  /** PX: mode, links, user and group, in both byte orders. */
  private static void mode(ByteBuffer out, int mode) {
    out.put(Names.ascii("PX")).put((byte) 36).put((byte) 1);
    for (int value : new int[] {mode, 1, 0, 0}) {
      out.putInt(Integer.reverseBytes(value)).putInt(value);
    }
  }

  private static byte[] used(ByteBuffer out) {
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }
}
