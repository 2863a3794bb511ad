package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualMachineRelocateSpecDiskLocator;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.DiskNames;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/**
 * The disks of one clone: each gets a file of its own, either a full copy or a child of the
 * source's file.
 */
final class ClonedDisks {
  private static final long DELTA_BYTES = 1 << 20;

  /**
   * @param used the bytes that the copy takes before it is grown
   */
  private record Copy(VirtualDisk disk, long used) {}

  private final World world;
  private final DatastoreContents files;
  private final DiskNames names;
  private final Managed beside;
  private final VirtualMachineRelocateSpec location;
  private final boolean linked;
  private final List<Copy> copies = new ArrayList<>();

  /**
   * @param beside the datastore for disks whose locator names no other
   */
  ClonedDisks(
      World world,
      DatastoreContents files,
      DiskNames names,
      Managed beside,
      VirtualMachineRelocateSpec location) {
    this.world = world;
    this.files = files;
    this.names = names;
    this.beside = beside;
    this.location = location;
    this.linked = areLinked(location);
  }

  static boolean areLinked(VirtualMachineRelocateSpec location) {
    return "createNewChildDiskBacking".equals(location.diskMoveType);
  }

  /** The bytes that all copies take. */
  long bytes() {
    return copies.stream().mapToLong(Copy::used).sum();
  }

  /** Keeps only these disks, which the clone still has after its spec was applied. */
  void retain(List<VirtualDisk> disks) {
    copies.removeIf(copy -> !disks.contains(copy.disk()));
  }

  /** Makes the files of all copies. */
  void make() throws VimFault {
    for (Copy each : copies) {
      make(each);
    }
  }

  /** Gives a disk its file beside the clone's vmx. */
  void add(VirtualDisk disk) throws VimFault {
    VirtualDiskFlatVer2BackingInfo old = (VirtualDiskFlatVer2BackingInfo) disk.backing;
    VirtualDiskFlatVer2BackingInfo backing = Values.copy(old);
    Managed store = beside;
    for (VirtualMachineRelocateSpecDiskLocator locator :
        location.disk == null ? new VirtualMachineRelocateSpecDiskLocator[0] : location.disk) {
      if (locator.diskId == disk.key) {
        store = Invocation.find(world, locator.datastore);
        if (locator.diskBackingInfo instanceof VirtualDiskFlatVer2BackingInfo asked) {
          backing.thinProvisioned =
              asked.thinProvisioned == null ? backing.thinProvisioned : asked.thinProvisioned;
          backing.eagerlyScrub = asked.eagerlyScrub;
        }
      }
    }
    if ("sparse".equals(location.transform == null ? "" : location.transform.name())) {
      backing.thinProvisioned = true;
    }
    backing.fileName = names.next(store).text();
    backing.datastore = store.ref();
    backing.uuid = world.uuid();
    backing.parent = linked ? old : null;
    disk.backing = backing;
    copies.add(new Copy(disk, used(disk, files.place(old.fileName))));
  }

  private long used(VirtualDisk disk, Place original) {
    if (linked) {
      return DELTA_BYTES;
    }
    boolean thin =
        Boolean.TRUE.equals(((VirtualDiskFlatVer2BackingInfo) disk.backing).thinProvisioned);
    long source = files.find(original).map(info -> info.fileSize).orElse(0L);
    return thin ? Math.min(source, disk.capacityInKB << 10) : disk.capacityInKB << 10;
  }

  private void make(Copy copy) throws VimFault {
    VirtualDiskFlatVer2BackingInfo backing = (VirtualDiskFlatVer2BackingInfo) copy.disk().backing;
    boolean thin = linked || Boolean.TRUE.equals(backing.thinProvisioned);
    Place place = files.place(backing.fileName);
    files.putDisk(place, copy.disk().capacityInKB, copy.used(), thin);
  }
}
