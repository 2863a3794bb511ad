package dev.provision.modules.images.bytes;

import java.io.IOException;
import java.io.InputStream;

/**
 * A disk from its first byte to its last, whatever the form of its file. Confined to one thread.
 */
public final class DiskBytes extends InputStream {
  private static final int PIECE = 1 << 16;

  private final DiskData data;
  private final long length;
  private final byte[] piece = new byte[PIECE];
  private long at;

  /**
   * @param data is closed with this stream
   * @param length in bytes; after the end of the disk, the stream has zeros
   */
  public DiskBytes(DiskData data, long length) {
    this.data = data;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (at >= length) {
      return -1;
    }
    int inPiece = (int) (at % PIECE);
    if (inPiece == 0) {
      data.read(at, piece);
    }
    int n = (int) Math.min(Math.min(most, PIECE - inPiece), length - at);
    System.arraycopy(piece, inPiece, into, offset, n);
    at += n;
    return n;
  }

  @Override
  public void close() throws IOException {
    data.close();
  }
}
