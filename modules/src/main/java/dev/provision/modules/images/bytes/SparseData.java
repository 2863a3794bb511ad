package dev.provision.modules.images.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The disk in a monolithicSparse or streamOptimized VMDK: each grain is where its table says, and
 * zeros where the table has none. One table is kept in memory.
 */
final class SparseData implements DiskData {
  private static final int SECTOR = VmdkHeader.SECTOR;
  private static final int MARKER = 12;

  private final SliceBytes file;
  private final VmdkHeader header;
  private final long directory;
  private final int grainBytes;
  private final byte[] inflated;
  private long inflatedGrain = -1;
  private long table = -1;
  private ByteBuffer entries = ByteBuffer.allocate(0);

  private SparseData(SliceBytes file, VmdkHeader header, long directory) {
    this.file = file;
    this.header = header;
    this.directory = directory;
    this.grainBytes = Math.toIntExact(header.grainSize() * SECTOR);
    this.inflated = new byte[header.isStream() ? grainBytes : 0];
  }

  static SparseData open(Slice slice) throws IOException {
    SliceBytes file = slice.open();
    try {
      VmdkHeader header = VmdkHeader.parse(file.read(0, SECTOR));
      return new SparseData(file, header, GrainTables.directory(file, header));
    } catch (UnfitFile | IndexOutOfBoundsException e) {
      file.close();
      throw new IOException("it " + e.getMessage(), e);
    }
  }

  @Override
  public void read(long at, byte[] into) throws IOException {
    int done = 0;
    while (done < into.length) {
      long place = at + done;
      int inGrain = (int) (place % grainBytes);
      int length = Math.min(grainBytes - inGrain, into.length - done);
      long grain = grain(place);
      if (grain > 1 && header.isStream()) {
        inflate(grain);
        System.arraycopy(inflated, inGrain, into, done, length);
      } else if (grain > 1) {
        DiskData.fill(file, grain * SECTOR + inGrain, into, done, length);
      } else {
        Arrays.fill(into, done, done + length, (byte) 0);
      }
      done += length;
    }
  }

  @Override
  public boolean isEmpty(long at, int bytes) throws IOException {
    for (long place = at; place < at + bytes; place += grainBytes) {
      if (grain(place) > 1) {
        return false;
      }
    }
    return true;
  }

  /** The sector of the file where a grain begins; 0 or 1 for a grain of zeros. */
  private long grain(long place) throws IOException {
    long grain = place / grainBytes;
    if (grain * header.grainSize() >= header.capacity()) {
      return 0;
    }
    long wanted = grain / header.entriesPerTable();
    if (wanted != table) {
      ByteBuffer at = whole(directory * SECTOR + 4 * wanted, 4);
      long sector = Integer.toUnsignedLong(at.getInt(0));
      int bytes = Math.toIntExact(4 * header.entriesPerTable());
      entries =
          sector == 0
              ? ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN)
              : whole(sector * SECTOR, bytes);
      table = wanted;
    }
    int entry = (int) (grain % header.entriesPerTable());
    return Integer.toUnsignedLong(entries.getInt(4 * entry));
  }

  /**
   * Reads a compressed grain: its position on the disk, its compressed length, and zlib's bytes.
   */
  private void inflate(long grain) throws IOException {
    if (grain == inflatedGrain) {
      return;
    }
    int size = whole(grain * SECTOR, MARKER).getInt(8);
    if (size <= 0 || size > 2 * grainBytes) {
      throw new IOException("it was damaged while it was read");
    }
    ByteBuffer packed = whole(grain * SECTOR + MARKER, size);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      int done = 0;
      while (done < grainBytes && !inflater.finished()) {
        int n = inflater.inflate(inflated, done, grainBytes - done);
        if (n == 0 && inflater.needsInput()) {
          throw new IOException("it was cut off while it was read");
        }
        done += n;
      }
      Arrays.fill(inflated, done, grainBytes, (byte) 0);
    } catch (DataFormatException e) {
      throw new IOException("its grain at sector " + grain + " is damaged", e);
    } finally {
      inflater.end();
    }
    inflatedGrain = grain;
  }

  private ByteBuffer whole(long at, int bytes) throws IOException {
    ByteBuffer read = file.read(at, bytes);
    if (read.remaining() < bytes) {
      throw new IOException("it was cut off while it was read");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
