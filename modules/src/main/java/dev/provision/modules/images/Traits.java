package dev.provision.modules.images;

import dev.provision.vsphere.ImageTraits;

/** What an image's words ask of the instances that are made of it. */
final class Traits {
  private Traits() {}

  static ImageTraits of(ImageSpec spec) {
    ImageTraits none = ImageTraits.NONE;
    return new ImageTraits(
        none.nicModel(),
        none.videoRamMib(),
        none.linkedClone(),
        none.configDrive(),
        none.cpuCores(),
        none.cpuSockets(),
        none.cpuMaxCores(),
        none.cpuMaxSockets(),
        none.hasDisk(),
        spec.minDisk(),
        spec.minRam());
  }
}
