package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.SliceBytes;
import dev.provision.modules.images.bytes.UnfitFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Inspects a qcow2 disk (QEMU, docs/interop/qcow2.txt; all numbers are big-endian) down to the
 * position of each cluster. {@code qemu-img} reads a cluster after the end of the file as zeros, so
 * a truncated file would become a disk with holes.
 */
final class Qcow2 {
  private static final int HEADER = 72;
  private static final long DIRTY_OR_CORRUPT = 1L | 1L << 1;
  private static final long EXTERNAL_DATA = 1L << 2;
  private static final long EXTENDED_ENTRIES = 1L << 4;
  private static final long OFFSET = 0x00fffffffffffe00L;
  private static final long COMPRESSED = 1L << 62;
  private static final int SECTOR = 512;
  private static final int MAX_FIRST_LEVEL = 32 << 20;

  private Qcow2() {}

  /**
   * What is known before the conversion, in bytes.
   *
   * @param filled the size of the clusters that have data
   */
  record Found(long capacity, long filled) {}

  static Found read(SliceBytes file) throws IOException, UnfitFile {
    ByteBuffer header = ForeignDisk.head(file, 0, HEADER);
    int version = header.getInt(4);
    if (version != 2 && version != 3) {
      throw new UnfitFile("is a qcow2 disk of version " + version + "; 2 and 3 are known");
    }
    if (header.getLong(8) != 0) {
      throw new UnfitFile("is only the difference to another disk, its backing file");
    }
    if (header.getInt(32) != 0) {
      throw new UnfitFile("is encrypted: decrypt it before");
    }
    long incompatible = version == 3 ? ForeignDisk.head(file, HEADER, 8).getLong(0) : 0;
    if ((incompatible & EXTERNAL_DATA) != 0) {
      throw new UnfitFile("has its data in another file: refused");
    }
    if ((incompatible & DIRTY_OR_CORRUPT) != 0) {
      throw new UnfitFile(
          "was not closed by what wrote it, or is corrupt: `qemu-img check -r all` may repair it");
    }
    long filled = checkClusters(file, header, (incompatible & EXTENDED_ENTRIES) != 0 ? 16 : 8);
    return new Found(header.getLong(24), filled);
  }

  private static long checkClusters(SliceBytes file, ByteBuffer header, int entryBytes)
      throws IOException, UnfitFile {
    int clusterBits = header.getInt(20);
    int tables = header.getInt(36);
    if (clusterBits < 9 || clusterBits > 21 || tables < 0 || tables > MAX_FIRST_LEVEL / 8) {
      throw new UnfitFile("is a damaged qcow2 disk: its header makes no sense");
    }
    int cluster = 1 << clusterBits;
    long clusters = 0;
    long read = 0;
    ByteBuffer first = ForeignDisk.head(file, header.getLong(40), 8 * tables);
    while (first.hasRemaining()) {
      long table = first.getLong() & OFFSET;
      if (table == 0) {
        continue;
      }
      // where each table has its own bytes, all of them together are a part of the file
      read += cluster;
      if (read > file.size()) {
        throw new UnfitFile("is a damaged qcow2 disk: it names one of its tables more than once");
      }
      ByteBuffer second = ForeignDisk.head(file, table, cluster);
      for (int at = 0; at < cluster; at += entryBytes) {
        clusters += check(file, second.getLong(at), clusterBits) ? 1 : 0;
      }
    }
    return clusters << clusterBits;
  }

  /** Whether the entry has a cluster; refuses one after the end of the file. */
  private static boolean check(SliceBytes file, long entry, int clusterBits) throws UnfitFile {
    long end;
    if ((entry & COMPRESSED) != 0) {
      int offsetBits = 62 - (clusterBits - 8);
      long offset = entry & ((1L << offsetBits) - 1);
      long more = (entry & (COMPRESSED - 1)) >>> offsetBits;
      // the last sector of compressed data may be incomplete
      end = offset / SECTOR * SECTOR + more * SECTOR + 1;
    } else {
      end = (entry & OFFSET) == 0 ? 0 : (entry & OFFSET) + (1L << clusterBits);
    }
    if (end > file.size()) {
      throw ForeignDisk.cutOff(file);
    }
    return end > 0;
  }
}
