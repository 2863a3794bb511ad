package dev.provision.modules.images.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A slice from its first byte to its last. Confined to one thread. */
final class SliceStream extends InputStream {
  private final SliceBytes bytes;
  private long at;

  SliceStream(SliceBytes bytes) {
    this.bytes = bytes;
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
    int n = bytes.read(ByteBuffer.wrap(into, offset, length), at);
    if (n > 0) {
      at += n;
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
