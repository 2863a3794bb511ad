package dev.provision.modules.images.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** An open {@link Slice}, read by position. Safe for many threads. */
public final class SliceBytes implements Closeable {
  private final FileChannel file;
  private final long offset;
  private final long length;

  SliceBytes(Slice slice) throws IOException {
    this.file = FileChannel.open(slice.file(), StandardOpenOption.READ);
    this.offset = slice.offset();
    this.length = slice.length();
  }

  public long size() {
    return length;
  }

  /**
   * Reads as many bytes as the buffer has room for.
   *
   * @return the number of bytes; -1 at the end of the slice
   */
  public int read(ByteBuffer into, long at) throws IOException {
    if (at >= length) {
      return -1;
    }
    if (into.remaining() <= length - at) {
      return file.read(into, offset + at);
    }
    int limit = into.limit();
    into.limit(into.position() + (int) (length - at));
    try {
      return file.read(into, offset + at);
    } finally {
      into.limit(limit);
    }
  }

  /** The bytes at a position, little-endian; fewer than asked for at the end. */
  public ByteBuffer read(long at, int bytes) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (into.hasRemaining() && read(into, at + into.position()) > 0) {
      continue;
    }
    return into.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
