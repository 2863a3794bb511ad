package dev.provision.modules.images.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the bytes of a disk by position, wherever they are in its files. Confined to one thread.
 */
public interface DiskData extends Closeable {
  /** Fills the array with the disk's bytes from this position on; zeros after the disk's end. */
  void read(long at, byte[] into) throws IOException;

  /** Whether these bytes are known to be zeros without reading them. */
  boolean isEmpty(long at, int bytes) throws IOException;

  /** Opens a disk that is stored flat or in uncompressed grains. */
  static DiskData open(SourceDisk disk) throws IOException {
    return switch (disk.form()) {
      case FLAT -> new Flat(disk.data().get(0).open());
      case SPARSE, STREAM -> SparseData.open(disk.data().get(0));
      case FOREIGN, EMPTY -> throw new IllegalStateException("not converted here: " + disk);
    };
  }

  /** A disk that is stored flat. */
  final class Flat implements DiskData {
    private final SliceBytes bytes;

    private Flat(SliceBytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public void read(long at, byte[] into) throws IOException {
      fill(bytes, at, into, 0, into.length);
    }

    @Override
    public boolean isEmpty(long at, int length) {
      return at >= bytes.size();
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /** Fills a part of an array; zeros after the end. */
  static void fill(SliceBytes from, long at, byte[] into, int offset, int length)
      throws IOException {
    ByteBuffer room = ByteBuffer.wrap(into, offset, length);
    while (room.hasRemaining()) {
      if (from.read(room, at + room.position() - offset) <= 0) {
        break;
      }
    }
    Arrays.fill(into, room.position(), offset + length, (byte) 0);
  }
}
