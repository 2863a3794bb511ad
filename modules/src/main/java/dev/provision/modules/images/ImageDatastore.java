package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;

/** Where the files of images are: datastore, folder and file name. */
final class ImageDatastore {
  private static final String DEFAULT_FOLDER = "provision/images";

  private ImageDatastore() {}

  /** The final name of an ISO; it contains the content's hash. */
  static String fileName(ImageWanted.Imported image) {
    return image.templateName() + ".iso";
  }

  /** The folder of images on their datastore. */
  static String folder(ImageWanted.Imported image) {
    return image.vcenter().map(VcenterSpec::imageFolder).orElse(DEFAULT_FOLDER);
  }

  /** The files of the datastore that was chosen. */
  static DatastoreFiles files(
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
