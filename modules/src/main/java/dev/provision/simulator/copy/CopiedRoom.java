package dev.provision.simulator.copy;

import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineFileLayoutEx;
import com.vmware.vim25.VirtualMachineFileLayoutExFileInfo;
import dev.provision.simulator.compute.HostSystem;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.DiskUuids;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.wire.VimFault;
import java.util.Map;

/** How full the hosts and datastores of a capture are. */
final class CopiedRoom {
  /** What a datastore holds besides the files of captured VMs, as one file. */
  private static final String REST = ".in-use-when-captured";

  private final World world;
  private final DatastoreContents files;
  private final Map<ManagedObjectReference, Item> items;

  CopiedRoom(World world, DatastoreContents files, Map<ManagedObjectReference, Item> items) {
    this.world = world;
    this.files = files;
    this.items = items;
    for (Managed vm : world.all("VirtualMachine")) {
      files(vm);
    }
  }

  private void files(Managed vm) {
    VirtualMachineConfigInfo config = VmFiles.config(vm);
    if (config.files.vmPathName == null) {
      return;
    }
    try {
      files.put(files.place(config.files.vmPathName), 0);
    } catch (VimFault e) {
      // on a datastore that the account may not see: it takes no room that we count
      config.files.vmPathName = null;
    }
    for (VirtualDisk disk : VmFiles.disks(config)) {
      showById(disk.backing);
      for (String file : VmFiles.chain(disk)) {
        disk(vm, disk, file);
      }
    }
  }

  /** A capture has the names of folders where this server shows their ids. */
  private void showById(VirtualDeviceBackingInfo backing) {
    if (backing instanceof VirtualDeviceFileBackingInfo file && file.fileName != null) {
      try {
        file.fileName = files.place(file.fileName).text();
      } catch (VimFault e) {
        // on a datastore that is not in the capture
      }
      if (backing instanceof VirtualDiskFlatVer2BackingInfo flat) {
        showById(flat.parent);
      }
    }
  }

  private void disk(Managed vm, VirtualDisk disk, String file) {
    try {
      Place place = files.place(file);
      boolean thin =
          disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat
              && Boolean.TRUE.equals(flat.thinProvisioned);
      if (files.find(place).isEmpty()) {
        long whole = disk.capacityInKB << 10;
        files.putDisk(place, disk.capacityInKB, size(vm, file, thin ? 0 : whole), thin);
        if (disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat
            && file.equals(flat.fileName)
            && flat.uuid != null) {
          DiskUuids.keep(files, place, flat.uuid);
        }
      }
    } catch (VimFault e) {
      // as above
    }
  }

  /** A disk's descriptor and extents are files of their own in {@code layoutEx}, and one here. */
  private long size(Managed vm, String file, long otherwise) {
    VirtualMachineFileLayoutEx layout =
        items.get(vm.ref()).get("layoutEx", VirtualMachineFileLayoutEx.class).orElse(null);
    if (layout == null || layout.file == null || !file.endsWith(".vmdk")) {
      return otherwise;
    }
    String stem = file.substring(0, file.length() - ".vmdk".length());
    long size = -1;
    for (VirtualMachineFileLayoutExFileInfo each : layout.file) {
      boolean its =
          each.name != null
              && each.name.startsWith(stem)
              && each.name
                  .substring(stem.length())
                  .matches("(-flat|-delta|-sesparse|-ctk)?\\.vmdk");
      size = its ? Math.max(0, size) + each.size : size;
    }
    return size < 0 ? otherwise : size;
  }

  void fill(Managed datastore, Item item) {
    DatastoreSummary summary = item.get("summary", DatastoreSummary.class).orElseThrow();
    long rest = files.free(datastore) - summary.freeSpace;
    if (rest > 0) {
      files.put(new Place(datastore, REST), rest);
    }
  }

  void occupy(Managed host, Item item) {
    HostListSummary summary = item.get("summary", HostListSummary.class).orElseThrow();
    long used =
        summary.quickStats == null || summary.quickStats.overallMemoryUsage == null
            ? 0
            : summary.quickStats.overallMemoryUsage;
    world.set(host, HostSystem.OTHER_MEMORY, used - HostSystem.usedMemoryMb(world, host));
  }
}
