package dev.provision.modules.images.bytes;

import dev.provision.spi.schema.DataSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first sector of a hosted sparse VMDK (VMware, Virtual Disk Format 5.0, "Hosted Sparse Extent
 * Header"). Offsets and sizes are in sectors of 512 bytes.
 *
 * @param directoryOffset of the grain directory; {@link #AT_END} when only a footer at the end of
 *     the file has it
 * @param overhead where the data begins, after the header, the descriptor and the rest
 */
public record VmdkHeader(
    int version,
    int flags,
    long capacity,
    long grainSize,
    long descriptorOffset,
    long descriptorSize,
    long entriesPerTable,
    long directoryOffset,
    long overhead,
    int compression) {
  public static final int SECTOR = 512;
  static final int MAGIC = 0x564D444B;
  static final long AT_END = -1L;

  private static final int LINE_ENDS_ARE_THERE = 1;
  private static final int COMPRESSED_GRAINS = 1 << 16;
  private static final int MARKERS = 1 << 17;
  private static final int LINE_ENDS_AT = 73;
  private static final int LINE_ENDS = 0x0A0D200A;

  /** Sums of offsets below this do not overflow. */
  private static final long MAX_SECTORS = 1L << 48;

  private static final long MAX_GRAIN = 1L << 16;
  private static final long MAX_ENTRIES = 1L << 16;
  private static final long MAX_DESCRIPTOR = 2048;

  /**
   * Parses the sector, and refuses impossible values.
   *
   * @param sector 512 bytes that begin with the magic
   */
  public static VmdkHeader parse(ByteBuffer sector) throws UnfitFile {
    ByteBuffer in = sector.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    VmdkHeader header =
        new VmdkHeader(
            in.getInt(4),
            in.getInt(8),
            in.getLong(12),
            in.getLong(20),
            in.getLong(28),
            in.getLong(36),
            Integer.toUnsignedLong(in.getInt(44)),
            in.getLong(56),
            in.getLong(64),
            Short.toUnsignedInt(in.getShort(77)));
    if ((header.flags & LINE_ENDS_ARE_THERE) != 0 && in.getInt(LINE_ENDS_AT) != LINE_ENDS) {
      throw new UnfitFile(
          "is a VMDK whose line ends were changed on the way, as by FTP in text mode; transfer it"
              + " again in binary mode");
    }
    header.check();
    return header;
  }

  private void check() throws UnfitFile {
    if (version < 1 || version > 3) {
      throw new UnfitFile("is a VMDK of version " + version + "; versions 1 to 3 are known");
    }
    require(capacity > 0, "capacity", capacity);
    if (capacity > SourceDisk.MAX_BYTES / SECTOR) {
      throw SourceDisk.tooLarge(new DataSize(Math.min(capacity, MAX_SECTORS) * SECTOR));
    }
    require(
        grainSize >= 8 && grainSize <= MAX_GRAIN && Long.bitCount(grainSize) == 1,
        "grain size",
        grainSize);
    require(entriesPerTable > 0 && entriesPerTable <= MAX_ENTRIES, "table size", entriesPerTable);
    require(
        descriptorOffset >= 0 && descriptorOffset < MAX_SECTORS, "descriptor", descriptorOffset);
    require(descriptorSize >= 0 && descriptorSize <= MAX_DESCRIPTOR, "descriptor", descriptorSize);
    require(
        directoryOffset == AT_END || (directoryOffset > 0 && directoryOffset < MAX_SECTORS),
        "grain directory",
        directoryOffset);
  }

  private static void require(boolean sane, String what, long sectors) throws UnfitFile {
    if (!sane) {
      throw new UnfitFile(
          "is a damaged VMDK: its header gives the "
              + what
              + " as "
              + Long.toUnsignedString(sectors));
    }
  }

  /** Whether its grains are compressed and carry markers, which makes it streamOptimized. */
  public boolean isStream() {
    return (flags & COMPRESSED_GRAINS) != 0 && (flags & MARKERS) != 0 && compression == 1;
  }

  /** How many grain tables the capacity needs. */
  long tables() {
    long sectorsPerTable = grainSize * entriesPerTable;
    return (capacity + sectorsPerTable - 1) / sectorsPerTable;
  }
}
