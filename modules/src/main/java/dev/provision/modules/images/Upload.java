package dev.provision.modules.images;

import dev.provision.modules.images.file.ImageFiles;
import dev.provision.spi.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/** A file's bytes on their way out: counted, hashed and reported as they are read. */
public final class Upload extends FilterInputStream {
  private static final double MEBIBYTE = 1 << 20;

  private final MessageDigest sha = ImageFiles.sha256();

  /** The hash that a lease's manifest has. */
  private final MessageDigest sha1 = ImageFiles.digest("SHA-1");

  private final long total;
  private final Progress progress;
  private long sent;
  private int percent = -1;
  private boolean closed;

  /**
   * @param before bytes of the same image that were sent earlier
   * @param total all bytes of the image, with the earlier ones
   * @param progress called from the reading thread when the percentage changes, but not after close
   */
  public Upload(InputStream in, long before, long total, Progress progress) {
    super(in);
    this.sent = before;
    this.total = total;
    this.progress = progress;
  }

  /** The SHA-256 of all that was read, in lower-case hex; call it once, at the end. */
  public synchronized String finish() {
    return HexFormat.of().formatHex(sha.digest());
  }

  /** The SHA-1 of the same; call it once, at the end. */
  synchronized String sha1() {
    return HexFormat.of().formatHex(sha1.digest());
  }

  @Override
  public synchronized int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public synchronized int read(byte[] into, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the upload was given up");
    }
    int n = in.read(into, offset, length);
    if (n > 0) {
      sha.update(into, offset, n);
      sha1.update(into, offset, n);
      sent += n;
      report();
    }
    return n;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    super.close();
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void report() {
    int now = total == 0 ? 100 : (int) Math.min(100, 100 * sent / total);
    if (now != percent) {
      percent = now;
      progress.at(now, "uploading " + mebibytes(sent) + " of " + mebibytes(total) + " MiB");
    }
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEBIBYTE);
  }
}
