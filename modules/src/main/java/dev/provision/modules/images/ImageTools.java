package dev.provision.modules.images;

/** What images are read and made ready with, on this machine. */
record ImageTools(ImageFiles files, QemuImg qemu, Download download) {
  static ImageTools ofThisMachine() {
    return new ImageTools(new ImageFiles(), new InstalledQemuImg(), new Download());
  }
}
