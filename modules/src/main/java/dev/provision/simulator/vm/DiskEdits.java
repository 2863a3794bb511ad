package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VmDiskFileInfo;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.DiskNames;
import dev.provision.simulator.storage.DiskUuids;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/** Collects what one spec does to disks; only {@link #commit} makes, grows and deletes files. */
final class DiskEdits {
  private interface FileWork {
    void run() throws VimFault;
  }

  private final World world;
  private final DatastoreContents files;
  private final Place vmx;
  private final DiskNames names;
  private final List<FileWork> work = new ArrayList<>();
  private long bytes;
  private Managed fullest;

  /**
   * @param vmx new disks go into its folder
   * @param name what the files of new disks begin with
   */
  DiskEdits(World world, DatastoreContents files, Place vmx, String name) {
    this.world = world;
    this.files = files;
    this.vmx = vmx;
    this.names = new DiskNames(files, vmx.folder(), name);
  }

  /** Names the new disks of this spec. */
  DiskNames names() {
    return names;
  }

  /** The bytes that the new files take on {@link #datastore()}. */
  long bytes() {
    return bytes;
  }

  Managed datastore() {
    return fullest == null ? vmx.datastore() : fullest;
  }

  void add(int index, VirtualDisk disk, VirtualDeviceConfigSpecFileOperation operation)
      throws VimFault {
    sizes(disk);
    Allocations.disk(world, index, disk, null);
    VirtualDiskFlatVer2BackingInfo backing =
        disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat
            ? flat
            : new VirtualDiskFlatVer2BackingInfo();
    disk.backing = backing;
    String file = backing.fileName == null ? "" : backing.fileName;
    if (backing.diskMode == null || backing.diskMode.isEmpty()) {
      backing.diskMode = "persistent";
    }
    if (operation == VirtualDeviceConfigSpecFileOperation.create) {
      if (disk.capacityInKB <= 0) {
        throw Refuse.device(index, "capacityInKB", "it has to be more than 0");
      }
      Place place = file.endsWith(".vmdk") ? files.place(file) : fresh(file);
      files.refuseExisting(place);
      names.take(place);
      backing.fileName = place.text();
      backing.datastore = place.datastore().ref();
      backing.uuid = backing.uuid == null ? world.uuid() : backing.uuid;
      boolean thin = Boolean.TRUE.equals(backing.thinProvisioned);
      long capacity = disk.capacityInKB;
      long used = thin ? 0 : capacity << 10;
      demand(place.datastore(), used);
      String uuid = backing.uuid;
      work.add(
          () -> {
            files.putDisk(place, capacity, used, thin);
            DiskUuids.keep(files, place, uuid);
          });
      return;
    }
    Place place = files.place(file);
    if (!(files.need(place) instanceof VmDiskFileInfo info)) {
      throw DatastoreContents.inaccessible(place);
    }
    // the size of an existing disk comes from its file, whatever the spec says
    if (info.capacityKb != null) {
      disk.capacityInKB = info.capacityKb;
      disk.capacityInBytes = info.capacityKb << 10;
    }
    backing.fileName = place.text();
    backing.datastore = place.datastore().ref();
    backing.uuid = DiskUuids.of(files, place);
    if (info.thin != null) {
      backing.thinProvisioned = info.thin;
    }
  }

  private void demand(Managed datastore, long more) throws VimFault {
    files.room(datastore, bytes + more);
    bytes += more;
    fullest = datastore;
  }

  private Place fresh(String datastore) throws VimFault {
    return names.next(datastore.isBlank() ? vmx.datastore() : files.place(datastore).datastore());
  }

  /** A spec may say the size in either unit; bytes win (API, {@code capacityInBytes}). */
  private static void sizes(VirtualDisk disk) {
    if (disk.capacityInBytes != null && disk.capacityInBytes > 0) {
      disk.capacityInKB = disk.capacityInBytes >> 10;
    } else {
      disk.capacityInBytes = disk.capacityInKB << 10;
    }
  }

  void destroy(VirtualDisk disk) throws VimFault {
    Place place = files.place(VmFiles.file(disk));
    work.add(() -> files.remove(place));
  }

  void edit(int index, VirtualDisk disk, VirtualDisk asked, boolean inSnapshot, boolean busyIde)
      throws VimFault {
    if (asked.backing instanceof VirtualDiskFlatVer2BackingInfo wanted
        && disk.backing instanceof VirtualDiskFlatVer2BackingInfo has) {
      if (wanted.fileName != null
          && !wanted.fileName.isEmpty()
          && files.find(files.place(wanted.fileName)).isEmpty()) {
        throw Refuse.device(index, "backing.fileName", "there is no such file");
      }
      if (wanted.diskMode != null) {
        has.diskMode = wanted.diskMode;
      }
    }
    if (asked.storageIOAllocation != null) {
      Allocations.disk(world, index, disk, asked.storageIOAllocation);
    }
    sizes(asked);
    if (asked.capacityInKB == 0 || asked.capacityInKB == disk.capacityInKB) {
      return;
    }
    if (asked.capacityInKB < disk.capacityInKB) {
      throw Refuse.device(index, "capacityInKB", "a disk cannot shrink");
    }
    if (inSnapshot) {
      throw Refuse.device(index, "capacityInKB", "a disk with a snapshot cannot grow");
    }
    if (disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat && flat.parent != null) {
      throw Refuse.device(index, "capacityInKB", "the disk of a linked clone cannot grow");
    }
    if (busyIde) {
      throw Refuse.device(index, "capacityInKB", "an IDE disk cannot grow while the VM runs");
    }
    Place place = files.place(VmFiles.file(disk));
    boolean thin =
        disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat
            && Boolean.TRUE.equals(flat.thinProvisioned);
    long more = thin ? 0 : asked.capacityInKB - disk.capacityInKB << 10;
    demand(place.datastore(), more);
    disk.capacityInKB = asked.capacityInKB;
    disk.capacityInBytes = asked.capacityInKB << 10;
    long capacity = disk.capacityInKB;
    work.add(
        () -> {
          VmDiskFileInfo grown = (VmDiskFileInfo) Values.copy(files.need(place));
          grown.capacityKb = capacity;
          grown.fileSize += more;
          files.put(place, grown);
        });
  }

  void commit() throws VimFault {
    for (FileWork each : work) {
      each.run();
    }
  }
}
