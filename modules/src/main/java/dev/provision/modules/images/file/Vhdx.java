package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.SliceBytes;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds the size of a VHDX disk (Microsoft, MS-VHDX): a table of regions leads to the metadata,
 * whose table says where the size and the parameters are. Little-endian.
 */
final class Vhdx {
  private static final int REGION_TABLE_AT = 192 << 10;
  private static final int REGION_TABLE = 0x69676572;
  private static final int ENTRY = 32;
  private static final int MAX_ENTRIES = 2047;
  private static final String METADATA_REGION = "06a27c8b90479a4bb8fe575f050f886e";
  private static final String FILE_PARAMETERS = "3767a1ca36fa434db3b633f0aa44e76b";
  private static final String DISK_SIZE = "2442a52f1bcd7648b2115dbed83bf4b8";
  private static final int HAS_PARENT = 2;

  private Vhdx() {}

  static long capacity(SliceBytes file) throws IOException, UnfitFile {
    ByteBuffer regions = read(file, REGION_TABLE_AT, 64 << 10);
    if (regions.getInt(0) != REGION_TABLE) {
      throw new UnfitFile("is a damaged VHDX: it has no table of its regions");
    }
    long metadata = find(regions, 16, regions.getInt(8), METADATA_REGION, 8);
    ByteBuffer table = read(file, metadata, 64 << 10);
    int items = Short.toUnsignedInt(table.getShort(10));
    long parameters = metadata + find(table, 32, items, FILE_PARAMETERS, 4);
    if ((read(file, parameters, 8).getInt(4) & HAS_PARENT) != 0) {
      throw new UnfitFile("is only the difference to another disk, its parent");
    }
    return read(file, metadata + find(table, 32, items, DISK_SIZE, 4), 8).getLong(0);
  }

  /** The offset that an entry gives, in 4 or 8 bytes after its GUID. */
  private static long find(ByteBuffer table, int start, int entries, String guid, int width)
      throws UnfitFile {
    for (int i = 0; i < Math.min(entries, MAX_ENTRIES); i++) {
      int at = start + i * ENTRY;
      if (at + ENTRY > table.limit()) {
        break;
      }
      StringBuilder text = new StringBuilder();
      for (int b = 0; b < 16; b++) {
        text.append(String.format("%02x", table.get(at + b)));
      }
      if (text.toString().equals(guid)) {
        return width == 8 ? table.getLong(at + 16) : Integer.toUnsignedLong(table.getInt(at + 16));
      }
    }
    throw new UnfitFile("is a damaged VHDX: its tables do not say where its size is");
  }

  private static ByteBuffer read(SliceBytes file, long at, int bytes)
      throws IOException, UnfitFile {
    ByteBuffer read = at < 0 ? ByteBuffer.allocate(0) : file.read(at, bytes);
    if (read.remaining() < bytes) {
      throw ForeignDisk.cutOff(file);
    }
    return read;
  }
}
