package dev.provision.simulator;

import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.DatastoreContents.Place;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which files a VM has: its vmx, its disks and what those are children of. */
final class VmFiles {
  private VmFiles() {}

  static VirtualMachineConfigInfo config(Managed vm) {
    return vm.get("config", VirtualMachineConfigInfo.class);
  }

  static List<VirtualDisk> disks(VirtualMachineConfigInfo config) {
    List<VirtualDisk> disks = new ArrayList<>();
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualDisk disk) {
        disks.add(disk);
      }
    }
    return disks;
  }

  /** The file that a device is backed by; empty text for none. */
  static String file(VirtualDevice device) {
    return device.backing instanceof VirtualDeviceFileBackingInfo backing
            && backing.fileName != null
        ? backing.fileName
        : "";
  }

  /** A disk's file and those below it, of which it is a child. */
  static List<String> chain(VirtualDisk disk) {
    List<String> files = new ArrayList<>();
    if (disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat) {
      for (VirtualDiskFlatVer2BackingInfo at = flat; at != null; at = at.parent) {
        files.add(at.fileName);
      }
    } else {
      files.add(file(disk));
    }
    return files;
  }

  /** Files that nobody may take away: what is in a drive is held only while the VM runs. */
  static Set<String> held(Managed vm) {
    Set<String> files = all(vm);
    VirtualMachineConfigInfo config = config(vm);
    if (config != null && VmModel.power(vm) == VirtualMachinePowerState.poweredOff) {
      for (VirtualDevice device : config.hardware.device) {
        if (device instanceof VirtualCdrom) {
          files.remove(file(device));
        }
      }
    }
    return files;
  }

  /** All files that registered VMs and their snapshots hold, disks of linked clones included. */
  static Set<String> all(Managed vm) {
    Set<String> files = new LinkedHashSet<>();
    VirtualMachineConfigInfo config = config(vm);
    if (config == null) {
      return files;
    }
    // of a captured VM it may be on a datastore that was not seen
    if (config.files.vmPathName != null) {
      files.add(config.files.vmPathName);
    }
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualDisk disk) {
        files.addAll(chain(disk));
      } else if (!file(device).isEmpty()) {
        files.add(file(device));
      }
    }
    return files;
  }

  /**
   * Deletes a VM's own files. What another VM is a child of stays until that one goes, as a real
   * vCenter keeps it.
   */
  static void delete(World world, Managed vm) throws VimFault {
    Set<String> others = new LinkedHashSet<>();
    for (Managed each : world.all("VirtualMachine")) {
      if (each != vm) {
        others.addAll(all(each));
      }
    }
    VirtualMachineConfigInfo config = config(vm);
    Place vmx = world.files().place(config.files.vmPathName);
    Place folder = new Place(vmx.datastore(), vmx.folder());
    Set<String> own = new LinkedHashSet<>();
    for (VirtualDisk disk : disks(config)) {
      own.add(file(disk));
    }
    for (String file : all(vm)) {
      Place place = world.files().place(file);
      boolean its =
          own.contains(file)
              || place.datastore() == folder.datastore() && place.folder().equals(folder.path());
      if (its && !others.contains(file)) {
        world.files().remove(place);
        if (file.endsWith(".vmdk")) {
          // the bytes of a disk that was uploaded in two files
          world.files().remove(place.sibling(place.lastName().replace(".vmdk", "-flat.vmdk")));
        }
      }
    }
    boolean empty =
        world.files().of(folder.datastore()).higherKey(folder.path() + "/") == null
            || !world
                .files()
                .of(folder.datastore())
                .higherKey(folder.path() + "/")
                .startsWith(folder.path() + "/");
    if (empty && !folder.path().isEmpty()) {
      world.files().remove(folder);
    }
  }
}
