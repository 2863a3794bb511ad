package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.image.SharedTemplate;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes the template VM of a file, unless it exists: a killed run or another one may have made it
 * since the plan. If another image has the same bytes, the server copies that one; else the file is
 * uploaded.
 */
final class ImageMaking implements SharedTemplate.Making {
  private final ImageWanted.Imported wanted;
  private final ImageTools tools;
  private final ImageImport.Site site;
  private final VsphereWriter write;

  private ImageMaking(
      ImageWanted.Imported wanted, ImageTools tools, ImageImport.Site site, VsphereWriter write) {
    this.wanted = wanted;
    this.tools = tools;
    this.site = site;
    this.write = write;
  }

  static void run(
      ImageWanted.Imported wanted, ImageTools tools, ImageImport.Site site, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.holding(
        wanted.lease(),
        () -> SharedTemplate.of(new ImageMaking(wanted, tools, site, write), write));
  }

  @Override
  public String instanceUuid() {
    return wanted.instanceUuid();
  }

  @Override
  public String name() {
    return EntityName.escaped(wanted.templateName());
  }

  @Override
  public ManagedObjectReference folder() {
    return site.folder();
  }

  @Override
  public Set<String> properties() {
    Set<String> all = new TreeSet<>(ImageSeen.FULL);
    all.addAll(ImageSeen.LIGHT);
    return all;
  }

  /** Other VMs on which a task may be making this one: a copy runs as a task on its source. */
  @Override
  public Set<ManagedObjectReference> sources() {
    return new SameBytes(wanted)
        .seen(write.inventory())
        .map(seen -> seen.vm().ref())
        .collect(Collectors.toSet());
  }

  private ImageSeen seen(Item vm) {
    return new ImageSeen(vm, InventoryPath.ROOT, DirectHost.is(write.inventory()));
  }

  @Override
  public boolean isFinished(Item vm) {
    ImageSeen seen = seen(vm);
    return seen.isFinished() || (seen.isTemplate() && IsoDrift.holds(seen, wanted));
  }

  @Override
  public int patienceSeconds() {
    return tools.patienceSeconds();
  }

  @Override
  public void make() throws ModuleException, InterruptedException {
    ImageWanted.Imported image = ImagePreparation.fetched(wanted, tools, write.progress());
    if (image.isMedium()) {
      new IsoImport(image, write).run(site);
    } else if (!ServerCopy.made(image, site, write)) {
      upload(image);
    }
  }

  private void upload(ImageWanted.Imported image) throws ModuleException, InterruptedException {
    if (image.goesByFolder()) {
      FolderImport.run(image, tools, site, write);
    } else {
      ImageImport.run(image, tools, site, write);
    }
  }

  /** Finishes it if its content is known to be complete, else deletes it. */
  @Override
  public void takeOver(Item left) throws ModuleException, InterruptedException {
    ImageSeen seen = seen(left);
    List<Change> changes = ImageDrift.between(wanted, seen);
    if (changes.isEmpty() || ImageField.CONTENT.isIn(changes)) {
      TemplateFinish.of(left.ref(), write).destroy();
    } else {
      new ImageRepair(wanted, seen, tools, write).make(changes);
    }
  }

  @Override
  public void sweep(Item spare) throws ModuleException, InterruptedException {
    if (ImageUsers.of(seen(spare), write).isEmpty()) {
      TemplateFinish.of(spare.ref(), write).destroy();
    }
  }
}
