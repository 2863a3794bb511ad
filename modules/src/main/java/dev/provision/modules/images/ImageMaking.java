package dev.provision.modules.images;

import dev.provision.spi.ModuleException;
import dev.provision.vsphere.VsphereWriter;

/** Which of the ways to a template VM a file goes. */
final class ImageMaking {
  private ImageMaking() {}

  static void run(
      ImageWanted.Imported wanted, ImageTools tools, ImageImport.Site site, VsphereWriter write)
      throws ModuleException, InterruptedException {
    ImageWanted.Imported image = ImagePreparation.fetched(wanted, tools, write.progress());
    if (image.isMedium()) {
      new IsoImport(image, write).run(site);
    } else if (image.goesByFolder()) {
      FolderImport.run(image, tools, site, write);
    } else {
      ImageImport.run(image, tools, site, write);
    }
  }
}
