package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.SliceBytes;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.bytes.VmdkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How large a raw disk must be according to its own partition table: nothing else in it says where
 * it ends. The master boot record has four entries at byte 446; one of type EE stands for a GPT,
 * whose header in the second sector names the last sector of the disk (UEFI 2.10, §5.3.2).
 */
final class PartitionTable {
  private static final int SECTOR = VmdkHeader.SECTOR;
  private static final int ENTRIES_AT = 446;
  private static final int ENTRY = 16;
  private static final int SIGNATURE_AT = 510;
  private static final int PROTECTIVE = 0xEE;
  private static final long GPT = 0x5452415020494645L;

  private PartitionTable() {}

  /** Refuses a disk that is smaller than its partition table says. */
  static void check(SliceBytes disk) throws IOException, UnfitFile {
    long bytes = wanted(disk);
    if (bytes > disk.size()) {
      throw new UnfitFile(
          "was cut off: by its partition table the disk has "
              + bytes
              + " bytes or more, and it has "
              + disk.size()
              + "; copy or download it again");
    }
  }

  /** The smallest possible size in bytes; 0 when there is no partition table. */
  private static long wanted(SliceBytes disk) throws IOException {
    ByteBuffer record = disk.read(0, SECTOR);
    if (record.remaining() < SECTOR || record.getShort(SIGNATURE_AT) != (short) 0xAA55) {
      return 0;
    }
    long end = 0;
    for (int at = ENTRIES_AT; at < SIGNATURE_AT; at += ENTRY) {
      int status = Byte.toUnsignedInt(record.get(at));
      if (status != 0 && status != 0x80) {
        return 0; // the boot sector of a file system, which has code there
      }
      int type = Byte.toUnsignedInt(record.get(at + 4));
      if (type == PROTECTIVE) {
        return ofGpt(disk);
      }
      if (type != 0) {
        long first = Integer.toUnsignedLong(record.getInt(at + 8));
        long sectors = Integer.toUnsignedLong(record.getInt(at + 12));
        end = Math.max(end, first + sectors);
      }
    }
    return end * SECTOR;
  }

  private static long ofGpt(SliceBytes disk) throws IOException {
    ByteBuffer header = disk.read(SECTOR, SECTOR);
    if (header.remaining() < SECTOR || header.getLong(0) != GPT) {
      return 0;
    }
    long last = header.getLong(32);
    return last < 0 || last >= 1L << 48 ? 0 : (last + 1) * SECTOR;
  }
}
