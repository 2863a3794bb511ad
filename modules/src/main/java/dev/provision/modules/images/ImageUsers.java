package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualDevice;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the VMs that need an image, so that it cannot be deleted: those made from it, by their
 * mark, and those whose disks use its files. The inventory snapshot does not have the devices of
 * every VM, so they are read here, all at once, only before a deletion.
 */
final class ImageUsers {
  private static final String DEVICES = "config.hardware.device";

  private ImageUsers() {}

  /** Paths of the VMs; empty if the image is unused. A VM that cannot be read counts as a user. */
  static List<String> of(ImageSeen image, VsphereWriter write) throws ModuleException {
    List<Item> vms;
    vms =
        write.readAll(
            write.inventory().all("VirtualMachine").stream().map(Item::ref).toList(),
            DEVICES,
            Marks.property(Marks.IMAGE),
            Marks.property(Marks.ENVIRONMENT),
            Marks.property(Marks.UUID),
            Marks.property(Marks.COPY_OF),
            "config.instanceUuid");
    Set<String> files = new HashSet<>();
    vms.stream()
        .filter(vm -> isSame(vm, image) || isCopy(vm, image))
        .forEach(vm -> files.addAll(files(vm)));
    String version = version(image);
    List<String> users = new ArrayList<>();
    for (Item vm : vms) {
      if (isSame(vm, image) || isCopy(vm, image)) {
        continue;
      }
      String path = "`" + write.inventory().path(vm.ref()) + "`";
      if (vm.get(DEVICES, VirtualDevice[].class).isEmpty()) {
        users.add(path + " (which cannot be read)");
      } else if ((!version.isEmpty() && Marks.of(vm, Marks.IMAGE).equals(version) && !isImage(vm))
          || !Collections.disjoint(files, files(vm))) {
        users.add(path);
      }
    }
    return users;
  }

  /**
   * Whether a VM is an image itself: it may have the same file, but it uses this one only if its
   * disks do. A manual copy, whose marks were written for another VM, is no image.
   */
  private static boolean isImage(Item vm) {
    return Marks.of(vm, Marks.ENVIRONMENT).equals(ImageWanted.ENVIRONMENT.toString())
        && new ImageSeen(vm, InventoryPath.ROOT).marksAgree();
  }

  /** The server's copies of it for linked clones, which are deleted with it. */
  static List<ManagedObjectReference> copies(ImageSeen image, VsphereWriter write)
      throws ModuleException {
    return write
        .readAll(
            write.inventory().all("VirtualMachine").stream()
                .filter(vm -> Marks.of(vm, Marks.IMAGE).equals(version(image)))
                .map(Item::ref)
                .toList(),
            Marks.property(Marks.ENVIRONMENT),
            Marks.property(Marks.UUID),
            Marks.property(Marks.COPY_OF),
            "config.instanceUuid")
        .stream()
        .filter(vm -> isCopy(vm, image))
        .map(Item::ref)
        .toList();
  }

  private static boolean isCopy(Item vm, ImageSeen image) {
    String original = Marks.of(vm, Marks.COPY_OF);
    return !original.isEmpty() && original.equalsIgnoreCase(image.instanceUuid()) && isImage(vm);
  }

  private static String version(ImageSeen image) {
    return Marks.of(image.vm(), Marks.IMAGE);
  }

  private static boolean isSame(Item vm, ImageSeen image) {
    return vm.ref().getVal().equals(image.vm().ref().getVal());
  }

  /** The files of all its disks, with their parents, and of its drives. */
  private static Set<String> files(Item vm) {
    Set<String> files = new HashSet<>();
    VirtualDevice[] devices = vm.get(DEVICES, VirtualDevice[].class).orElse(new VirtualDevice[0]);
    Disk.of(List.of(devices)).forEach(disk -> files.addAll(disk.files()));
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualCdrom drive
          && drive.getBacking() instanceof VirtualCdromIsoBackingInfo iso) {
        files.add(iso.getFileName());
      }
    }
    return files;
  }
}
