package dev.provision.modules.images.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * Makes a streamOptimized VMDK of a disk's bytes while it is read (VMware, Virtual Disk Format 5.0,
 * "Stream-Optimized Compressed Sparse Extents"): a header, the descriptor, each grain that holds
 * anything behind a marker, a table after the grains that it lists, the directory, a footer and the
 * end. Grains of zeros are left out. The same disk gives the same bytes. Nothing but the directory,
 * 4 bytes for 32 MiB of disk, and one table is held in memory. Confined to one thread.
 */
final class StreamVmdk extends InputStream {
  private static final int SECTOR = VmdkHeader.SECTOR;
  private static final int GRAIN_SECTORS = 128;
  private static final int GRAIN = GRAIN_SECTORS * SECTOR;
  private static final int ENTRIES = 512;
  private static final int VERSION = 3;
  private static final int FLAGS = 1 | 1 << 16 | 1 << 17;
  private static final int DEFLATE = 1;
  private static final int TABLE_MARKER = 1;
  private static final int DIRECTORY_MARKER = 2;
  private static final int FOOTER_MARKER = 3;
  private static final int DESCRIPTOR_SECTORS = GRAIN_SECTORS - 1;

  private final DiskData data;
  private final long capacitySectors;
  private final String adapterType;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final byte[] grain = new byte[GRAIN];
  private final byte[] packed = new byte[2 * GRAIN];
  private final long grains;
  private final ByteBuffer directory;
  private ByteBuffer table = sectors(ENTRIES * 4 / SECTOR);
  private boolean tableHasGrains;
  private long next;
  private Part part = Part.HEAD;

  /** Bytes that were made but not read yet. */
  private byte[] chunk = new byte[0];

  private int taken;
  private long made;

  private enum Part {
    HEAD,
    GRAINS,
    TAIL,
    END
  }

  /**
   * @param data is closed with this stream
   */
  StreamVmdk(DiskData data, SourceDisk disk) {
    this.data = data;
    this.capacitySectors = disk.capacity().bytes() / SECTOR;
    this.adapterType = disk.adapterType().matches("\\w+") ? disk.adapterType() : "lsilogic";
    this.grains = (capacitySectors + GRAIN_SECTORS - 1) / GRAIN_SECTORS;
    long tables = (grains + ENTRIES - 1) / ENTRIES;
    this.directory = sectors((4 * tables + SECTOR - 1) / SECTOR);
  }

  /** The length of the stream, found by making it once: a lease must be told before the upload. */
  static long length(SourceDisk disk, Watch watch) throws IOException, InterruptedException {
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    try (StreamVmdk stream = new StreamVmdk(DiskData.open(disk), disk)) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        length += n;
        watch.at(stream.next, stream.grains);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
    return length;
  }

  /** Is told the progress of the measuring. */
  @FunctionalInterface
  interface Watch {
    void at(long done, long of);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (taken == chunk.length) {
      if (part == Part.END) {
        return -1;
      }
      chunk = make();
      taken = 0;
      made += chunk.length;
    }
    int n = Math.min(length, chunk.length - taken);
    System.arraycopy(chunk, taken, into, offset, n);
    taken += n;
    return n;
  }

  /** The next piece of the stream; may be empty. */
  private byte[] make() throws IOException {
    switch (part) {
      case HEAD -> {
        part = grains == 0 ? Part.TAIL : Part.GRAINS;
        return join(header(VmdkHeader.AT_END), descriptor());
      }
      case GRAINS -> {
        return grain();
      }
      case TAIL -> {
        part = Part.END;
        return tail();
      }
      case END -> throw new IllegalStateException("read after its end");
    }
    throw new AssertionError(part);
  }

  private byte[] grain() throws IOException {
    long at = next++;
    byte[] bytes = pack(at);
    if (bytes.length > 0) {
      table.putInt((int) (at % ENTRIES) * 4, sector(made));
      tableHasGrains = true;
    }
    if (next == grains) {
      part = Part.TAIL;
    }
    boolean tableIsFull = next % ENTRIES == 0 || next == grains;
    return tableIsFull && tableHasGrains
        ? join(bytes, endTable(at / ENTRIES, bytes.length))
        : bytes;
  }

  /** A marker and the deflated grain, in whole sectors; nothing for a grain of zeros. */
  private byte[] pack(long at) throws IOException {
    if (data.isEmpty(at * GRAIN, GRAIN)) {
      return new byte[0];
    }
    data.read(at * GRAIN, grain);
    if (isZero(grain)) {
      return new byte[0];
    }
    deflater.reset();
    deflater.setInput(grain);
    deflater.finish();
    int length = deflater.deflate(packed);
    ByteBuffer out = sectors((12L + length + SECTOR - 1) / SECTOR);
    return out.putLong(at * GRAIN_SECTORS).putInt(length).put(packed, 0, length).array();
  }

  private static boolean isZero(byte[] bytes) {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  /** Tables have 32-bit sector numbers, so such a file ends at 2 TiB of compressed data. */
  private static int sector(long bytes) throws IOException {
    if (bytes / SECTOR > 0xffffffffL) {
      throw new IOException("it is too large for a streamOptimized VMDK");
    }
    return (int) (bytes / SECTOR);
  }

  private byte[] endTable(long number, int before) throws IOException {
    byte[] marker = marker(table.capacity() / SECTOR, TABLE_MARKER);
    directory.putInt(Math.toIntExact(4 * number), sector(made + before + marker.length));
    byte[] both = join(marker, table.array());
    table = sectors(table.capacity() / SECTOR);
    tableHasGrains = false;
    return both;
  }

  private byte[] tail() {
    byte[] marker = marker(directory.capacity() / SECTOR, DIRECTORY_MARKER);
    long at = (made + marker.length) / SECTOR;
    return join(marker, directory.array(), marker(1, FOOTER_MARKER), header(at), marker(0, 0));
  }

  private byte[] header(long directoryAt) {
    ByteBuffer header = sectors(1);
    header.putInt(VmdkHeader.MAGIC).putInt(VERSION).putInt(FLAGS);
    header.putLong(capacitySectors).putLong(GRAIN_SECTORS);
    header.putLong(1).putLong(DESCRIPTOR_SECTORS).putInt(ENTRIES);
    header.putLong(0).putLong(directoryAt).putLong(GRAIN_SECTORS);
    header.put((byte) 0).put((byte) '\n').put((byte) ' ').put((byte) '\r').put((byte) '\n');
    return header.putShort((short) DEFLATE).array();
  }

  private byte[] descriptor() {
    String text =
        VmdkDescriptor.text("streamOptimized", "SPARSE", "disk.vmdk", capacitySectors, adapterType);
    return sectors(DESCRIPTOR_SECTORS).put(text.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static byte[] marker(long sectorsThatFollow, int type) {
    return sectors(1).putLong(sectorsThatFollow).putInt(0).putInt(type).array();
  }

  private static ByteBuffer sectors(long count) {
    return ByteBuffer.allocate(Math.toIntExact(count * SECTOR)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] one : parts) {
      out.write(one, 0, one.length);
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    data.close();
  }
}
