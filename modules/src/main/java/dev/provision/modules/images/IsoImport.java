package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.DatastoreFiles;
import dev.provision.vsphere.kind.VsphereWriter;

/**
 * Makes a template VM of an ISO file: the file by {@code /folder}, or by a copy on the server where
 * another image has the same bytes, then a VM with the file in its drive and no disk, then a
 * template. So an instance of it is made as every other, by one clone. Whatever it is stopped at,
 * the next try begins at the first of these that is not there.
 */
final class IsoImport {
  private static final String DEFAULT_FOLDER = "provision/images";

  private final ImageWanted.Imported image;
  private final VsphereWriter write;

  IsoImport(ImageWanted.Imported image, VsphereWriter write) {
    this.image = image;
    this.write = write;
  }

  /** The lasting name of the file, which tells its content. */
  static String fileName(ImageWanted.Imported image) {
    return image.templateName() + ".iso";
  }

  /** Where images lie on their datastore. */
  static String folder(ImageWanted.Imported image) {
    return image.vcenter().map(VcenterSpec::imageFolder).orElse(DEFAULT_FOLDER);
  }

  void run(ImageImport.Site site) throws ModuleException, InterruptedException {
    DatastoreFiles files = datastore(image, site, write);
    String path = folder(image) + "/" + fileName(image);
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

  /** The files of the datastore that was chosen. */
  static DatastoreFiles datastore(
      ImageWanted.Imported image, ImageImport.Site site, VsphereWriter write)
      throws ModuleException {
    Item datacenter = ImageFolder.datacenter(site.host(), write.inventory());
    return new DatastoreFiles(write, datacenter, store(image, site, write));
  }

  /** The datastore that was chosen. */
  static Item store(ImageWanted.Imported image, ImageImport.Site site, VsphereWriter write)
      throws ModuleException {
    Item datacenter = ImageFolder.datacenter(site.host(), write.inventory());
    InventoryPath below = write.inventory().path(datacenter.ref());
    for (Item each : write.inventory().all("Datastore")) {
      if (each.name().equals(site.datastoreName())
          && write.inventory().path(each.ref()).isBelow(below)) {
        return each;
      }
    }
    throw ModuleException.refused(
        "datastore `" + site.datastoreName() + "` of image `" + image.image() + "` is gone");
  }

  /** Deletes the file, or the folder of files, of a template that is gone. */
  static void deleteFile(String file, ManagedObjectReference host, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Item datacenter = ImageFolder.datacenter(host, write.inventory());
    String name = file.substring(1, file.indexOf(']'));
    InventoryPath below = write.inventory().path(datacenter.ref());
    for (Item each : write.inventory().all("Datastore")) {
      if (each.name().equals(name) && write.inventory().path(each.ref()).isBelow(below)) {
        new DatastoreFiles(write, datacenter, each)
            .delete(file.substring(file.indexOf(']') + 1).strip());
      }
    }
  }
}
