package dev.provision.simulator.world;

import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which files a VM has: its vmx, its disks and what those are children of. */
public final class VmFiles {
  private VmFiles() {}

  public static VirtualMachineConfigInfo config(Managed vm) {
    return vm.get("config", VirtualMachineConfigInfo.class);
  }

  public static List<VirtualDisk> disks(VirtualMachineConfigInfo config) {
    List<VirtualDisk> disks = new ArrayList<>();
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualDisk disk) {
        disks.add(disk);
      }
    }
    return disks;
  }

  /** The file that a device is backed by; empty text for none. */
  public static String file(VirtualDevice device) {
    return device.backing instanceof VirtualDeviceFileBackingInfo backing
            && backing.fileName != null
        ? backing.fileName
        : "";
  }

  /** A disk's file and those below it, of which it is a child. */
  public static List<String> chain(VirtualDisk disk) {
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
  public static Set<String> held(Managed vm) {
    Set<String> files = all(vm);
    VirtualMachineConfigInfo config = config(vm);
    if (config != null && VmState.power(vm) == VirtualMachinePowerState.poweredOff) {
      for (VirtualDevice device : config.hardware.device) {
        if (device instanceof VirtualCdrom) {
          files.remove(file(device));
        }
      }
    }
    return files;
  }

  /** All files that registered VMs and their snapshots hold, disks of linked clones included. */
  public static Set<String> all(Managed vm) {
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
}
