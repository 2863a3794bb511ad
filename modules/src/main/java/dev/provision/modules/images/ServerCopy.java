package dev.provision.modules.images;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.RunningClones;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.wire.Faults;
import java.util.List;
import java.util.TreeSet;

/**
 * Makes the template VM of an image by a full clone of another image with the same bytes. The clone
 * gets its own name, marks, notes and snapshot, and does not need the other one later. A clone
 * without the snapshot is unfinished and is made again.
 */
final class ServerCopy {
  private final ImageWanted.Imported image;
  private final SameBytes same;
  private final ImageImport.Site site;
  private final VsphereWriter write;

  private ServerCopy(ImageWanted.Imported image, ImageImport.Site site, VsphereWriter write) {
    this.image = image;
    this.same = new SameBytes(image);
    this.site = site;
    this.write = write;
  }

  /** False if there is nothing to copy, or if the server refuses: then the file is uploaded. */
  static boolean made(ImageWanted.Imported image, ImageImport.Site site, VsphereWriter write)
      throws ModuleException, InterruptedException {
    // a single ESXi host cannot clone
    return !DirectHost.is(write.inventory()) && new ServerCopy(image, site, write).make();
  }

  private boolean make() throws ModuleException, InterruptedException {
    for (ImageSeen source : same.now(site, write)) {
      write.progress().at(-1, "copying " + source.name() + ", which has the same bytes");
      ManagedObjectReference vm;
      try {
        vm = cloned(source.vm().ref());
      } catch (ModuleException e) {
        // the source was deleted meanwhile, or the account may not clone it
        boolean isRefused =
            e.kind() == ModuleException.Kind.REFUSED || e.kind() == ModuleException.Kind.STALE;
        boolean isTaken = Faults.is(e, DuplicateName.class);
        if (!isRefused || isTaken) {
          throw isTaken ? RunningClones.retold(e, source.vm().ref(), write) : e;
        }
        continue;
      }
      if (finish(vm)) {
        return true;
      }
    }
    return false;
  }

  private ManagedObjectReference cloned(ManagedObjectReference source)
      throws ModuleException, InterruptedException {
    VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
    location.setHost(site.host());
    location.setPool(site.pool());
    location.setDatastore(ImageDatastore.store(image, site, write).ref());
    location.setDiskMoveType("moveAllDiskBackingsAndDisallowSharing");
    VirtualMachineConfigSpec config = TemplateConfig.copied(image);
    config.setInstanceUuid(image.instanceUuid());
    config.setExtraConfig(TemplateConfig.allMarks(image, write.runId()));
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(location);
    spec.setTemplate(false);
    spec.setPowerOn(false);
    spec.setConfig(config);
    String name = EntityName.escaped(image.templateName());
    return (ManagedObjectReference)
        write.task(api -> api.cloneVM_Task(source, site.folder(), name, spec)).getResult();
  }

  /** Deletes the clone and returns false if its hardware is not what was asked for. */
  private boolean finish(ManagedObjectReference vm) throws ModuleException, InterruptedException {
    TemplateFinish template = TemplateFinish.of(vm, write);
    ImageSeen made = read(vm);
    if (!made.instanceUuid().equalsIgnoreCase(image.instanceUuid())) {
      template.destroy();
      throw new ModuleException(
          ModuleException.Kind.STALE,
          "another run made the same image meanwhile; this copy was deleted",
          null);
    }
    if (!same.hasHardware(made)) {
      template.destroy();
      return false;
    }
    VirtualMachineConfigSpec own = TemplateConfig.copied(image);
    if (!has(own, made)) {
      write.task(api -> api.reconfigVM_Task(vm, own));
    }
    template.snapshotAndMark(image);
    return true;
  }

  /**
   * vcsim drops annotation, firmware and nested HV from a clone spec; we have not seen what vCenter
   * does.
   */
  private static boolean has(VirtualMachineConfigSpec own, ImageSeen made) {
    return made.annotation().equals(own.getAnnotation())
        && made.guestId().orElse("").equals(own.getGuestId())
        && (own.getFirmware() == null || made.firmware().orElse("").equals(own.getFirmware()))
        && made.nestedHypervisor() == own.getNestedHVEnabled();
  }

  private ImageSeen read(ManagedObjectReference vm) throws ModuleException, InterruptedException {
    TreeSet<String> properties = new TreeSet<>(ImageSeen.FULL);
    properties.addAll(ImageSeen.LIGHT);
    List<Item> read = write.readAll(List.of(vm), properties.toArray(String[]::new));
    if (read.isEmpty()) {
      throw new ModuleException(
          ModuleException.Kind.STALE, "the copy was deleted by somebody", null);
    }
    return new ImageSeen(read.get(0), InventoryPath.ROOT);
  }
}
