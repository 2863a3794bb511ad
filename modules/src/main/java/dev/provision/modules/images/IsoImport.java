package dev.provision.modules.images;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.DatastoreFiles;
import dev.provision.vsphere.Faults;
import dev.provision.vsphere.InventoryPath;
import dev.provision.vsphere.Item;
import dev.provision.vsphere.VcenterSpec;
import dev.provision.vsphere.VimFault;
import dev.provision.vsphere.VsphereWriter;
import java.rmi.RemoteException;
import java.util.List;

/**
 * Makes a template VM of an ISO file: the file by {@code /folder}, then a VM with the file in its
 * drive and no disk, then a template. So an instance of it is made as every other, by one clone.
 * Whatever it is stopped at, the next try begins at the first of these that is not there.
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

  void run(ImageImport.Site site) throws ModuleException, InterruptedException {
    DatastoreFiles files = datastore(image, site, write);
    String path =
        image.vcenter().map(VcenterSpec::imageFolder).orElse(DEFAULT_FOLDER)
            + "/"
            + fileName(image);
    new StoredFile(files, image.file(), path, write).ensure();
    TemplateFinish template = TemplateFinish.of(make(site, files.at(path)), write);
    template.mark();
  }

  /** The files of the datastore that was chosen. */
  static DatastoreFiles datastore(
      ImageWanted.Imported image, ImageImport.Site site, VsphereWriter write)
      throws ModuleException {
    Item datacenter = ImageFolder.datacenter(site.host(), write.inventory());
    InventoryPath below = write.inventory().path(datacenter.ref());
    for (Item each : write.inventory().all("Datastore")) {
      if (each.name().equals(site.datastoreName())
          && write.inventory().path(each.ref()).isBelow(below)) {
        return new DatastoreFiles(write, datacenter, each);
      }
    }
    throw ModuleException.refused(
        "datastore `" + site.datastoreName() + "` of image `" + image.image() + "` is gone");
  }

  private ManagedObjectReference make(ImageImport.Site site, String file)
      throws ModuleException, InterruptedException {
    ManagedObjectReference vm;
    try {
      vm =
          (ManagedObjectReference)
              write
                  .await(
                      write
                          .api()
                          .createVM_Task(
                              site.folder(),
                              IsoSpecs.of(image, site.datastoreName(), file, write.runId()),
                              site.pool(),
                              site.host()))
                  .getResult();
    } catch (RemoteException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw retold(Faults.translate(e));
    } catch (ModuleException e) {
      throw retold(e);
    }
    check(vm, file);
    return vm;
  }

  /** A name that is taken since the plan is what another run that makes the same image made. */
  private static ModuleException retold(ModuleException e) {
    return e.getCause() instanceof VimFault fault && fault.is(DuplicateName.class)
        ? new ModuleException(ModuleException.Kind.STALE, e.getMessage(), fault)
        : e;
  }

  /** vCenter gives a VM another instanceUuid when the one that was asked for is taken since. */
  private void check(ManagedObjectReference vm, String file)
      throws ModuleException, InterruptedException {
    List<Item> read;
    try {
      read = VmProperties.read(List.of(vm), write, "config.instanceUuid", "config.hardware.device");
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
    if (read.isEmpty()) {
      throw new ModuleException(
          ModuleException.Kind.STALE,
          "its VM was deleted by somebody as soon as it was made",
          null);
    }
    ImageSeen made = new ImageSeen(read.get(0), InventoryPath.ROOT);
    if (!made.instanceUuid().equalsIgnoreCase(image.instanceUuid())) {
      TemplateFinish.of(vm, write).destroy();
      throw new ModuleException(
          ModuleException.Kind.STALE,
          "another run made the same image meanwhile; this copy was deleted",
          null);
    }
    if (!made.medium().filter(file::equals).isPresent()) {
      TemplateFinish.of(vm, write).destroy();
      throw ModuleException.refused(
          "the server made a VM whose drive holds "
              + made.medium().map(held -> "`" + held + "`").orElse("nothing")
              + " where `"
              + file
              + "` was asked for; it was deleted");
    }
  }

  /** Deletes the file of a template that is gone. */
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
