package dev.provision.modules.images;

import dev.provision.spi.ModuleException;
import dev.provision.vsphere.VsphereWriter;

/** Which of the ways to a template VM a file goes. */
final class ImageMaking {
  private ImageMaking() {}

  static void run(ImageWanted.Imported image, ImageImport.Site site, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (image.isMedium()) {
      new IsoImport(image, write).run(site);
    } else {
      new ImageImport(image, write).run(site);
    }
  }
}
