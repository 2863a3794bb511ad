package dev.provision.modules.instances.disks;

import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.WantedVolume;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeHome;
import dev.provision.vsphere.inventory.VolumeMarks;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DiskFiles;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves the files of detached volumes back to their own folder. Storage vMotion moves them into the
 * VM's folder, where nobody would look for them and where they would be deleted with the VM. The
 * VM's mark keeps the file's path from the reconfigure that detaches the volume until the file is
 * back.
 */
public final class VolumeReturns {
  private VolumeReturns() {}

  /** The volumes mark that the VM gets with a reconfigure. */
  public static String mark(
      List<WantedVolume> wanted, List<Disk> detached, Vm vm, Inventory inventory) {
    List<VolumeMarks.Entry> entries = new ArrayList<>();
    for (WantedVolume want : wanted) {
      entries.add(new VolumeMarks.Entry(want.volume().volume(), want.volume().uuid().text(), ""));
    }
    for (Disk disk : detached) {
      name(disk, vm, inventory)
          .filter(name -> !isSomeHome(disk.file(), inventory))
          .ifPresent(name -> entries.add(new VolumeMarks.Entry(name, disk.uuid(), disk.file())));
    }
    for (VolumeMarks.Entry each : VolumeMarks.read(vm.mark(Marks.VOLUMES))) {
      boolean known =
          entries.stream().anyMatch(e -> DiskUuid.same(e.uuid(), each.uuid()))
              || wanted.stream().anyMatch(w -> w.volume().uuid().is(each.uuid()));
      if (!each.left().isEmpty() && !known) {
        entries.add(each);
      }
    }
    return VolumeMarks.write(entries);
  }

  /** The name of the volume that a disk is: from the VM's mark, else from the volume folders. */
  private static Optional<String> name(Disk disk, Vm vm, Inventory inventory) {
    for (VolumeMarks.Entry each : VolumeMarks.read(vm.mark(Marks.VOLUMES))) {
      if (DiskUuid.same(each.uuid(), disk.uuid())) {
        return Optional.of(each.volume());
      }
    }
    Optional<EnvironmentId> environment = vm.environment();
    for (VolumeFolder each : inventory.volumes().folders()) {
      Address address = new Address("volume", each.home().name());
      if (environment.isPresent() && DiskUuid.of(environment.get(), address).is(disk.uuid())) {
        return Optional.of(each.home().name());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a file is at the place of any volume, not just of its own: a disk with another volume's
   * uuid must not be moved onto that volume's file.
   */
  private static boolean isSomeHome(String file, Inventory inventory) {
    return VolumeHome.isDisk(file, inventory.volumes().top());
  }

  /**
   * Moves back the volumes that were detached now, and those that an earlier run detached but did
   * not move.
   *
   * @param disks,vm as they were before the reconfigure
   */
  public static void bringHome(List<Disk> detached, Disks disks, Vm vm, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Inventory inventory = write.inventory();
    for (Disk disk : detached) {
      Optional<String> name = name(disk, vm, inventory);
      if (name.isPresent() && !isSomeHome(disk.file(), inventory)) {
        bringHome(name.get(), disk.file(), write);
      }
    }
    for (VolumeMarks.Entry each : VolumeMarks.read(vm.mark(Marks.VOLUMES))) {
      boolean attached = disks.all().stream().anyMatch(d -> DiskUuid.same(d.uuid(), each.uuid()));
      if (!each.left().isEmpty() && !attached) {
        try {
          bringHome(each.volume(), each.left(), write);
        } catch (ModuleException e) {
          // it was moved before, only the mark still names the old file
          if (!(Faults.is(e, FileNotFound.class))) {
            throw e;
          }
        }
      }
    }
  }

  private static void bringHome(String volume, String file, VsphereWriter write)
      throws ModuleException, InterruptedException {
    String store = DatastorePath.parse(file).map(DatastorePath::datastore).orElse("");
    ManagedObjectReference datastore =
        write.inventory().all("Datastore").stream()
            .filter(each -> each.name().equals(store))
            .map(Item::ref)
            .findFirst()
            .orElseThrow(
                () -> ModuleException.refused("datastore `" + store + "` is not there any more"));
    VolumeHome home = write.inventory().volumes().home(datastore, store, volume);
    DiskFiles files = DiskFiles.on(datastore, write);
    files.makeFolder(home.folder());
    files.moveDisk(file, home.disk());
  }
}
