package dev.provision.modules.images.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Follows the grain directory and tables of a sparse VMDK to every grain, to find a truncated or
 * damaged file before it is uploaded.
 */
public final class GrainTables {
  private static final int SECTOR = VmdkHeader.SECTOR;
  private static final int MARKER_BYTES = 12;
  private static final int FOOTER_MARKER = 3;
  private static final int DIRECTORY_PIECE = 4096;

  private final SliceBytes file;
  private final VmdkHeader header;
  private final long size;

  /** Bytes of tables that were read. */
  private long read;

  private GrainTables(SliceBytes file, VmdkHeader header) {
    this.file = file;
    this.header = header;
    this.size = file.size();
  }

  /**
   * Refuses an incomplete file.
   *
   * @return the bytes of disk for which the file has data: what a thin disk will use
   */
  public static long check(SliceBytes file, VmdkHeader header) throws IOException, UnfitFile {
    return new GrainTables(file, header).check();
  }

  /**
   * The sector at which the grain directory begins.
   *
   * @throws UnfitFile when the footer with this sector is missing
   */
  static long directory(SliceBytes file, VmdkHeader header) throws IOException, UnfitFile {
    return new GrainTables(file, header).directory();
  }

  private long directory() throws IOException, UnfitFile {
    if (header.directoryOffset() == VmdkHeader.AT_END) {
      return footer().directoryOffset();
    }
    // written as a stream, with the directory after the data and its offset put into the header
    // later
    boolean isLast = header.overhead() > 0 && header.directoryOffset() >= header.overhead();
    if (header.isStream() && isLast) {
      footer();
    }
    return header.directoryOffset();
  }

  private long check() throws IOException, UnfitFile {
    if (size % SECTOR != 0) {
      throw truncated("it does not end on a sector of 512 bytes");
    }
    long directory = directory();
    long grains = 0;
    // in pieces: the directory of a huge disk need not fit in memory
    for (long first = 0; first < header.tables(); first += DIRECTORY_PIECE) {
      int tables = (int) Math.min(DIRECTORY_PIECE, header.tables() - first);
      ByteBuffer piece = read(directory * SECTOR + 4 * first, 4 * tables, "its grain directory");
      for (int i = 0; i < tables; i++) {
        grains += checkTable(first + i, uint(piece, 4 * i));
      }
    }
    return grains * header.grainSize() * SECTOR;
  }

  /**
   * @param at 0 for a missing table, whose grains are all empty
   * @return the number of grains with data
   */
  private long checkTable(long table, long at) throws IOException, UnfitFile {
    if (at == 0) {
      return 0;
    }
    int entries = Math.toIntExact(header.entriesPerTable());
    // where each table has its own bytes, all of them together are a part of the file
    read += 4L * entries;
    if (read > size) {
      throw new UnfitFile("is damaged: its grain directory names one table more than once");
    }
    ByteBuffer grains = read(at * SECTOR, 4 * entries, "grain table " + table);
    long filled = 0;
    for (int entry = 0; entry < entries; entry++) {
      long grain = uint(grains, 4 * entry);
      if (grain > 1) {
        long sectorOfDisk = (table * entries + entry) * header.grainSize();
        if (header.isStream()) {
          checkGrain(grain, sectorOfDisk);
        } else {
          checkPlainGrain(grain, sectorOfDisk);
        }
        filled++;
      }
    }
    return filled;
  }

  /** Entries 0 and 1 in a table mean a missing grain and a grain of zeros. */
  private void checkGrain(long at, long sectorOfDisk) throws IOException, UnfitFile {
    String what = "the data of sector " + sectorOfDisk;
    ByteBuffer marker = read(at * SECTOR, MARKER_BYTES, what);
    long bytes = uint(marker, 8);
    if (marker.getLong(0) != sectorOfDisk
        || bytes == 0
        || bytes > 2 * header.grainSize() * SECTOR
        || sectorOfDisk >= header.capacity()) {
      throw new UnfitFile("is damaged: " + what + " is not where its grain table says");
    }
    if (at * SECTOR + MARKER_BYTES + bytes > size) {
      throw truncated(what + " reaches past the end");
    }
  }

  /** The last grain may end with the file, when the disk ends within it. */
  private void checkPlainGrain(long at, long sectorOfDisk) throws UnfitFile {
    if (sectorOfDisk >= header.capacity()) {
      throw new UnfitFile("is damaged: it has data for sector " + sectorOfDisk + ", after its end");
    }
    long sectors = Math.min(header.grainSize(), header.capacity() - sectorOfDisk);
    if ((at + sectors) * SECTOR > size) {
      throw truncated("the data of sector " + sectorOfDisk + " reaches past the end");
    }
  }

  /** The copy of the header before the end-of-stream marker; it has the directory's offset. */
  private VmdkHeader footer() throws IOException, UnfitFile {
    if (size < 4L * SECTOR) {
      throw truncated("it has no footer");
    }
    ByteBuffer tail = read(size - 3L * SECTOR, 3 * SECTOR, "its footer");
    boolean marked = tail.getInt(8) == 0 && tail.getInt(12) == FOOTER_MARKER;
    boolean ended =
        tail.getLong(2 * SECTOR) == 0
            && tail.getInt(2 * SECTOR + 8) == 0
            && tail.getInt(2 * SECTOR + 12) == 0;
    if (!marked || !ended || tail.getInt(SECTOR) != VmdkHeader.MAGIC) {
      throw truncated("it has no footer and no end-of-stream marker");
    }
    VmdkHeader footer = VmdkHeader.parse(tail.slice(SECTOR, SECTOR));
    if (footer.directoryOffset() == VmdkHeader.AT_END
        || footer.capacity() != header.capacity()
        || footer.grainSize() != header.grainSize()
        || footer.entriesPerTable() != header.entriesPerTable()) {
      throw new UnfitFile("is damaged: its footer does not agree with its header");
    }
    return footer;
  }

  private ByteBuffer read(long at, int length, String what) throws IOException, UnfitFile {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (at + length > size) {
      throw truncated(what + " lies past the end");
    }
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw truncated(what + " lies past the end");
      }
    }
    return bytes.flip();
  }

  private static long uint(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  private UnfitFile truncated(String how) {
    return new UnfitFile(
        "was cut off: it has " + size + " bytes and " + how + "; copy or download it again");
  }
}
