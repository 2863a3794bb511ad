package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualDiskMode;
import com.vmware.vim25.VirtualDiskSeSparseBackingInfo;
import com.vmware.vim25.VirtualHardware;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A virtual disk of a VM, as it was read or as it is to be made: the one reader of {@code
 * VirtualDisk} and its backings, and the one writer of what adds, changes and takes off disks.
 *
 * @param key {@code VirtualDevice.key}; negative for one that a spec makes, and then its own name
 *     for it
 * @param adapter what it hangs on; empty where that is not known
 * @param size of the disk, not of its file
 * @param files the one that it writes to, {@code [nas1] web-1/web-1.vmdk}, and those that this one
 *     is a difference to, the lowest last; none where its backing is no file, and for a disk whose
 *     file the server names, in the VM's folder
 * @param datastore where the file lies; empty where the server does not say, or chooses
 * @param mode {@code VirtualDiskMode}, {@code independent_persistent}
 * @param type how it takes room, which the file below all snapshots says; empty where nobody says
 * @param uuid {@code backing.uuid}; empty where the server shows none
 */
public record Disk(
    int key,
    int controllerKey,
    int unit,
    Optional<DiskAdapter> adapter,
    DataSize size,
    List<String> files,
    Optional<ManagedObjectReference> datastore,
    String mode,
    Optional<DiskType> type,
    String uuid) {
  public Disk {
    files = List.copyOf(files);
  }

  /** {@code VirtualDiskMode.persistent}: what is written stays, and snapshots hold it. */
  public static final String PERSISTENT = VirtualDiskMode.persistent.name();

  /** The disks among the devices of a VM, by controller and unit: the first is what it boots. */
  public static List<Disk> of(List<VirtualDevice> devices) {
    List<Disk> disks = new ArrayList<>();
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualDisk disk) {
        disks.add(read(disk, devices));
      }
    }
    disks.sort(Comparator.comparingInt(Disk::controllerKey).thenComparingInt(Disk::unit));
    return disks;
  }

  /** The disks of a VM; none where it was not read in full. */
  public static List<Disk> of(Item vm) {
    return of(
        vm.get("config.hardware", VirtualHardware.class)
            .map(VirtualHardware::getDevice)
            .map(List::of)
            .orElse(List.of()));
  }

  private static Disk read(VirtualDisk disk, List<VirtualDevice> devices) {
    int controller = disk.getControllerKey() == null ? 0 : disk.getControllerKey();
    Backing backing = Backing.of(disk.getBacking());
    Long bytes = disk.getCapacityInBytes();
    return new Disk(
        disk.getKey(),
        controller,
        disk.getUnitNumber() == null ? 0 : disk.getUnitNumber(),
        devices.stream()
            .filter(each -> each.getKey() == controller)
            .findFirst()
            .flatMap(DiskAdapter::of),
        // servers before 5.5 send KiB alone
        new DataSize(bytes == null || bytes == 0 ? disk.getCapacityInKB() << 10 : bytes),
        backing.files(),
        backing.datastore(),
        backing.mode(),
        backing.type(),
        backing.uuid());
  }

  /** What a backing says, whichever it is. */
  private record Backing(
      List<String> files,
      Optional<ManagedObjectReference> datastore,
      String mode,
      Optional<DiskType> type,
      String uuid) {
    static Backing of(VirtualDeviceBackingInfo backing) {
      List<String> files = new ArrayList<>();
      if (backing instanceof VirtualDiskFlatVer2BackingInfo flat) {
        Optional<DiskType> type = Optional.empty();
        for (var each = flat; each != null; each = each.getParent()) {
          add(each, files);
          type = DiskType.of(each);
        }
        return of(flat, files, flat.getDiskMode(), type, flat.getUuid());
      }
      if (backing instanceof VirtualDiskSeSparseBackingInfo sparse) {
        for (var each = sparse; each != null; each = each.getParent()) {
          add(each, files);
        }
        Optional<DiskType> type = Optional.of(DiskType.THIN);
        return of(sparse, files, sparse.getDiskMode(), type, sparse.getUuid());
      }
      if (backing instanceof VirtualDeviceFileBackingInfo other) {
        add(other, files);
        return of(other, files, null, Optional.empty(), null);
      }
      return new Backing(files, Optional.empty(), PERSISTENT, Optional.empty(), "");
    }

    private static void add(VirtualDeviceFileBackingInfo backing, List<String> files) {
      if (backing.getFileName() != null) {
        files.add(backing.getFileName());
      }
    }

    private static Backing of(
        VirtualDeviceFileBackingInfo top,
        List<String> files,
        String mode,
        Optional<DiskType> type,
        String uuid) {
      return new Backing(
          files,
          Optional.ofNullable(top.getDatastore()),
          mode == null ? PERSISTENT : mode,
          type,
          uuid == null ? "" : uuid);
    }
  }

  /** A persistent disk that is not there yet, of a type and in a file that the server chooses. */
  public static Disk of(int key, int controllerKey, int unit, DataSize size) {
    return new Disk(
        key,
        controllerKey,
        unit,
        Optional.empty(),
        size,
        List.of(),
        Optional.empty(),
        PERSISTENT,
        Optional.empty(),
        "");
  }

  /** As {@link #of(int, int, int, DataSize)}, thin. */
  public static Disk thin(int key, int controllerKey, int unit, DataSize size) {
    return of(key, controllerKey, unit, size).with(DiskType.THIN);
  }

  public Disk on(DiskAdapter other) {
    return new Disk(
        key, controllerKey, unit, Optional.of(other), size, files, datastore, mode, type, uuid);
  }

  public Disk with(DiskType other) {
    return new Disk(
        key, controllerKey, unit, adapter, size, files, datastore, mode, Optional.of(other), uuid);
  }

  public Disk with(DataSize other) {
    return new Disk(key, controllerKey, unit, adapter, other, files, datastore, mode, type, uuid);
  }

  /** The same in a file that is there. */
  public Disk in(String other) {
    return new Disk(
        key, controllerKey, unit, adapter, size, List.of(other), datastore, mode, type, uuid);
  }

  /** {@code 1000:0}, controller's key and unit: it stays when the file moves. */
  public String slot() {
    return controllerKey + ":" + unit;
  }

  public boolean onIde() {
    return adapter.equals(Optional.of(DiskAdapter.IDE));
  }

  /** The file that it writes to; empty where there is none, or the server names it. */
  public String file() {
    return files.isEmpty() ? "" : files.get(0);
  }

  /** The file below all snapshots, and below what it was linked to; its own where that is all. */
  public String baseFile() {
    return files.isEmpty() ? "" : files.get(files.size() - 1);
  }

  /** Whether its file is a difference to another file. */
  public boolean hasParent() {
    return files.size() > 1;
  }

  /**
   * The device without its backing, as a call names one that is there. Its size is in both units,
   * since a server that gets bytes alone or KiB alone may take the other for 0.
   */
  public VirtualDisk named() {
    VirtualDisk device = new VirtualDisk();
    device.setKey(key);
    device.setControllerKey(controllerKey);
    device.setUnitNumber(unit);
    device.setCapacityInBytes(size.bytes());
    device.setCapacityInKB(size.kibibytes());
    return device;
  }

  private VirtualDisk backed(VirtualDiskFlatVer2BackingInfo backing) {
    VirtualDisk device = named();
    device.setBacking(backing);
    return device;
  }

  private VirtualDiskFlatVer2BackingInfo backing() {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.setFileName(file());
    backing.setDiskMode(mode);
    return backing;
  }

  private VirtualDiskFlatVer2BackingInfo wholeBacking() {
    VirtualDiskFlatVer2BackingInfo backing = backing();
    datastore.ifPresent(backing::setDatastore);
    if (!uuid.isEmpty()) {
      backing.setUuid(uuid);
    }
    type.filter(said -> !hasParent()).ifPresent(said -> said.put(backing));
    return backing;
  }

  /** What makes it with its file. */
  public VirtualDeviceConfigSpec created() {
    VirtualDeviceConfigSpec edit = added();
    edit.setFileOperation(VirtualDeviceConfigSpecFileOperation.create);
    return edit;
  }

  /** What adds it to a VM with the file that is there. */
  public VirtualDeviceConfigSpec added() {
    return DeviceEdit.add(backed(wholeBacking()));
  }

  /**
   * What changes it to what it is now. The backing names the file as it is, because hosts refuse an
   * edit of a disk without it, and nothing else, because it may be another VM's: a clone's edit
   * names the template's disk.
   */
  public VirtualDeviceConfigSpec edited() {
    VirtualDisk device = files.isEmpty() ? named() : backed(backing());
    return DeviceEdit.change(device);
  }

  /** The same with all that is known: some servers forget what an edit leaves out. */
  public VirtualDeviceConfigSpec editedWhole() {
    return DeviceEdit.change(backed(wholeBacking()));
  }

  /** What makes it this large. */
  public VirtualDeviceConfigSpec grown(DataSize to) {
    return with(to).edited();
  }

  /** What takes it off its VM and keeps its file. */
  public VirtualDeviceConfigSpec detached() {
    return DeviceEdit.remove(named());
  }

  /** What takes it off its VM and deletes its file. */
  public VirtualDeviceConfigSpec destroyed() {
    VirtualDeviceConfigSpec edit = detached();
    edit.setFileOperation(VirtualDeviceConfigSpecFileOperation.destroy);
    return edit;
  }
}
