package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.images.declaration.ImageNote;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Optional;

/**
 * Finishes an image that a run left unfinished. If nobody knows whether its content is complete,
 * the VM is deleted and the file is imported again on its host and datastore, unless another run
 * finishes it.
 */
final class ImageRepair {
  private final ImageWanted.Imported image;
  private final ImageSeen seen;
  private final ImageTools tools;
  private final VsphereWriter write;
  private final TemplateFinish template;

  ImageRepair(ImageWanted.Imported image, ImageSeen seen, ImageTools tools, VsphereWriter write) {
    this.image = image;
    this.seen = seen;
    this.tools = tools;
    this.write = write;
    this.template = TemplateFinish.of(seen.vm().ref(), write);
  }

  void make(List<Change> changes) throws ModuleException, InterruptedException {
    if (ImageField.CONTENT.isIn(changes)) {
      importAgain();
      return;
    }
    if (ImageField.IDENTITY.isIn(changes)) {
      identify();
    }
    if (ImageField.FILE.isIn(changes)) {
      sendAgain();
    }
    if (ImageField.NAME.isIn(changes)) {
      template.rename(EntityName.escaped(image.templateName()));
    }
    if (ImageField.VISIBILITY.isIn(changes)) {
      template.note(ImageNote.with(seen.annotation(), image.said().visibility().orElseThrow()));
    }
    if (ImageField.SNAPSHOT.isIn(changes)) {
      if (seen.isTemplate()) {
        ManagedObjectReference host = host();
        template.unmark(pool(host), host);
      }
      template.snapshotAndMark(image);
    } else if (ImageField.TEMPLATE.isIn(changes)) {
      template.mark();
    }
  }

  /** A template's instanceUuid cannot be changed, so the template becomes a VM for a moment. */
  private void identify() throws ModuleException, InterruptedException {
    boolean marked = seen.isTemplate() && !seen.onHost();
    if (marked) {
      ManagedObjectReference host = host();
      template.unmark(pool(host), host);
    }
    template.identify(RestoredImage.original(seen));
    if (marked) {
      template.mark();
    }
  }

  private void importAgain() throws ModuleException, InterruptedException {
    ManagedObjectReference host = host();
    ManagedObjectReference datastore =
        seen.datastore().orElseThrow(() -> unreadable("its datastore"));
    String datastoreName =
        write
            .inventory()
            .get(datastore)
            .map(Item::name)
            .orElseThrow(() -> unreadable("the name of its datastore"));
    ManagedObjectReference pool = pool(host);
    ManagedObjectReference folder = ImageFolder.ensure(host, write);
    // it deletes what is left, or waits if another run is still making it
    ImageMaking.run(image, tools, new ImageImport.Site(folder, pool, host, datastoreName), write);
  }

  /** Uploads only the ISO again; the VM with the drive is right. */
  private void sendAgain() throws ModuleException, InterruptedException {
    ImageWanted.Imported here = ImagePreparation.fetched(image, tools, write.progress());
    String held = seen.medium().orElseThrow();
    int end = held.indexOf(']');
    ManagedObjectReference host = host();
    ImageImport.Site site =
        new ImageImport.Site(
            ImageFolder.ensure(host, write), pool(host), host, held.substring(1, end));
    new StoredFile(
            ImageDatastore.files(here, site, write),
            here.file(),
            held.substring(end + 1).strip(),
            () -> new SameBytes(here).media(site, write),
            write)
        .ensure();
  }

  private ManagedObjectReference host() throws ModuleException {
    return seen.host().orElseThrow(() -> unreadable("its host"));
  }

  /** Its pool; a template is in none, so for one it is the root pool of its host's cluster. */
  private ManagedObjectReference pool(ManagedObjectReference host) throws ModuleException {
    if (seen.pool().isPresent()) {
      return seen.pool().get();
    }
    Inventory inventory = write.inventory();
    Optional<ManagedObjectReference> cluster = inventory.get(host).flatMap(Item::parent);
    for (Item pool : inventory.all("ResourcePool")) {
      if (pool.parent().isPresent()
          && cluster.isPresent()
          && pool.parent().get().getVal().equals(cluster.get().getVal())) {
        return pool.ref();
      }
    }
    throw unreadable("the resource pool of its host");
  }

  private static ModuleException unreadable(String what) {
    return ModuleException.refused(what + " cannot be read");
  }
}
