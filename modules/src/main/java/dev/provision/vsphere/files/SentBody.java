package dev.provision.vsphere.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that can be asked, from another thread, how much of it went out. */
final class SentBody extends FilterInputStream {
  private volatile long sent;

  SentBody(InputStream in) {
    super(in);
  }

  long sent() {
    return sent;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int n = in.read(into, offset, length);
    if (n > 0) {
      // one thread reads, so nothing is lost between the two halves of this
      sent = sent + n;
    }
    return n;
  }
}
