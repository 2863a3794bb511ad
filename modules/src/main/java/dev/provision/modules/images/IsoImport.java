package dev.provision.modules.images;

import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;

/**
 * Makes a template VM from an ISO: uploads the file to {@code /folder}, or copies it on the server
 * if another image has the same bytes, then makes a VM with the file in its drive and no disk, then
 * a template. So an instance of it is made by one clone as all others. If a run is killed, the next
 * one goes on with the first step that is missing.
 */
final class IsoImport {
  private final ImageWanted.Imported image;
  private final VsphereWriter write;

  IsoImport(ImageWanted.Imported image, VsphereWriter write) {
    this.image = image;
    this.write = write;
  }

  void run(ImageImport.Site site) throws ModuleException, InterruptedException {
    DatastoreFiles files = ImageDatastore.files(image, site, write);
    String path = ImageDatastore.folder(image) + "/" + ImageDatastore.fileName(image);
    SameBytes same = new SameBytes(image);
    new StoredFile(files, image.file(), path, () -> same.media(site, write), write).ensure();
    String held = files.at(path);
    ImageSeen made =
        new TemplateVm(image, write)
            .make(site, IsoSpecs.of(image, site.datastoreName(), held, write.runId()));
    TemplateFinish template = TemplateFinish.of(made.vm().ref(), write);
    if (made.medium().filter(held::equals).isEmpty()) {
      template.destroy();
      throw ModuleException.refused(
          "the server made a VM whose drive holds "
              + made.medium().map(file -> "`" + file + "`").orElse("nothing")
              + " where `"
              + held
              + "` was asked for; it was deleted");
    }
    template.mark();
  }
}
