package dev.provision.modules.images;

import dev.provision.modules.images.file.ImageFiles;
import dev.provision.modules.images.file.InstalledQemuImg;
import dev.provision.modules.images.file.QemuImg;

/** What images are read and made ready with, on this machine. */
public record ImageTools(ImageFiles files, QemuImg qemu, Download download) {
  static ImageTools ofThisMachine() {
    return new ImageTools(new ImageFiles(), new InstalledQemuImg(), new Download());
  }
}
