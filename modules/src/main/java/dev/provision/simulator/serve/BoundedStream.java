package dev.provision.simulator.serve;

import dev.provision.vsphere.files.FileRefusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that is refused once it is longer than the limit, whatever length it claims. */
final class BoundedStream extends FilterInputStream {
  private final long most;
  private long read;

  BoundedStream(InputStream in, long most) {
    super(in);
    this.most = most;
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
    read += Math.max(0, n);
    if (read > most) {
      throw new FileRefusal(413, "a file may have " + most + " bytes");
    }
    return n;
  }
}
