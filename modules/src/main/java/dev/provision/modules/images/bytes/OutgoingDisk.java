package dev.provision.modules.images.bytes;

import dev.provision.spi.Progress;
import java.io.IOException;
import java.io.InputStream;

/**
 * A disk on its way to a lease, as a streamOptimized VMDK; other formats are converted while they
 * are sent.
 *
 * @param bytes the number of bytes to send; 0 for an empty disk, of which nothing is sent
 */
public record OutgoingDisk(SourceDisk disk, long bytes) {
  public static OutgoingDisk of(SourceDisk disk, Progress progress)
      throws IOException, InterruptedException {
    return switch (disk.form()) {
      case STREAM -> new OutgoingDisk(disk, disk.data().get(0).length());
      case EMPTY -> new OutgoingDisk(disk, 0);
      case SPARSE, FLAT ->
          new OutgoingDisk(
              disk,
              StreamVmdk.length(disk, new Percent("measuring what will be sent", progress)::at));
      case FOREIGN -> throw new IllegalStateException("not converted yet: " + disk);
    };
  }

  public boolean isSent() {
    return disk.form() != SourceDisk.Form.EMPTY;
  }

  public InputStream open() throws IOException {
    return disk.form() == SourceDisk.Form.STREAM
        ? disk.data().get(0).stream()
        : new StreamVmdk(DiskData.open(disk), disk);
  }

  /** Reports each percentage once. */
  private static final class Percent {
    private final String what;
    private final Progress progress;
    private int last = -1;

    Percent(String what, Progress progress) {
      this.what = what;
      this.progress = progress;
    }

    void at(long done, long of) {
      int now = of == 0 ? 100 : (int) (100 * done / of);
      if (now != last) {
        last = now;
        progress.at(now, what);
      }
    }
  }
}
