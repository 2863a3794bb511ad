package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineRelocateSpecDiskLocator;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.DiskNames;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.HashSet;
import java.util.Set;

/** Moves a VM's files when the VM migrates to another datastore. */
final class MovedDisks {
  private final World world;
  private final DatastoreContents files;

  MovedDisks(World world, DatastoreContents files) {
    this.world = world;
    this.files = files;
  }

  /**
   * Copies a disk's parents to the new datastore: unlike a clone, a relocation consolidates nothing
   * ({@code VirtualMachineRelocateDiskMoveOptions}).
   */
  private void parents(VirtualDiskFlatVer2BackingInfo disk, Place child, Managed store)
      throws VimFault {
    String stem = child.lastName().replaceFirst("\\.vmdk$", "-base");
    DiskNames names = new DiskNames(files, child.folder(), stem);
    for (VirtualDiskFlatVer2BackingInfo at = disk.parent; at != null; at = at.parent) {
      Place copy = names.next(store);
      files.put(copy, Values.copy(files.need(files.place(at.fileName))));
      at.fileName = copy.text();
      at.datastore = store.ref();
    }
  }

  /**
   * Moves every disk that no locator keeps where it is, whoever owns it, as Storage vMotion does.
   */
  void move(Managed vm, Managed store, VirtualMachineRelocateSpecDiskLocator[] locators)
      throws VimFault {
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    Place old = files.place(config.files.vmPathName);
    boolean stays = old.datastore() == store;
    String folder = stays ? old.folder() : files.freeFolder(store, config.name);
    Place vmx = new Place(store, folder + "/" + old.lastName());
    Set<Integer> stay = new HashSet<>();
    for (VirtualMachineRelocateSpecDiskLocator locator :
        locators == null ? new VirtualMachineRelocateSpecDiskLocator[0] : locators) {
      if (!Values.isSame(locator.datastore, store.ref())) {
        stay.add(locator.diskId);
      }
    }
    long need = 0;
    for (VirtualDisk disk : VmFiles.disks(config)) {
      Place from = files.place(VmFiles.file(disk));
      if (from.datastore() == store || stay.contains(disk.key)) {
        continue;
      }
      for (String file : VmFiles.chain(disk)) {
        need += files.need(files.place(file)).fileSize;
      }
    }
    files.room(store, need);
    if (!stays) {
      files.move(old, vmx);
    }
    config.files = VmModel.files(vmx.text());
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualDisk disk
          && !stay.contains(disk.key)
          && disk.backing instanceof VirtualDiskFlatVer2BackingInfo backing) {
        Place from = files.place(backing.fileName);
        if (from.datastore() == store) {
          continue;
        }
        Place to = new DiskNames(files, folder, config.name).keeping(store, from.lastName());
        files.move(from, to);
        backing.fileName = to.text();
        backing.datastore = store.ref();
        parents(backing, to, store);
      }
    }
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
  }
}
