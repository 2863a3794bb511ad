package dev.provision.modules.images;

import dev.provision.modules.images.file.ImageFiles;
import dev.provision.modules.images.file.InstalledQemuImg;
import dev.provision.modules.images.file.QemuImg;

/**
 * The tools on this machine that read and prepare images.
 *
 * @param patienceSeconds how long an image that is not finished may show no task and no change
 *     before it counts as abandoned. A vCenter shows an upload as a task; vcsim does not, and an
 *     account may not see it.
 */
public record ImageTools(ImageFiles files, QemuImg qemu, Download download, int patienceSeconds) {
  private static final int PATIENCE_SECONDS = 15;

  public ImageTools(ImageFiles files, QemuImg qemu, Download download) {
    this(files, qemu, download, PATIENCE_SECONDS);
  }

  static ImageTools ofThisMachine() {
    return new ImageTools(new ImageFiles(), new InstalledQemuImg(), new Download());
  }

  ImageTools withPatience(int seconds) {
    return new ImageTools(files, qemu, download, seconds);
  }
}
