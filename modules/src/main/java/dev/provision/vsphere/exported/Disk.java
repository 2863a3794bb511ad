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
 * A virtual disk of a VM, as it was read or as it is to be created. Only this class reads {@code
 * VirtualDisk} and its backings, and only it builds the parts of specs that add, change and remove
 * disks. It is one thing because a reader and a writer that differ would lose properties of a disk.
 *
 * @param key {@code VirtualDevice.key}; negative for a disk that a spec creates, chosen by the
 *     caller
 * @param adapter its controller's type; empty when unknown
 * @param size of the disk as the guest sees it, not of its file
 * @param files the one that it writes to, {@code [nas1] web-1/web-1.vmdk}, then its parents, the
 *     base last; none when its backing is not a file, or when the server is to choose the name, in
 *     the VM's folder
 * @param datastore the datastore of the file; empty when the server does not say, or is to choose
 * @param mode {@code VirtualDiskMode}, {@code independent_persistent}
 * @param type how it takes up space, as its base file says; empty when unknown
 * @param uuid {@code backing.uuid}; empty when the server shows none
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

  /** {@code VirtualDiskMode.persistent}: writes are kept, and snapshots include the disk. */
  public static final String PERSISTENT = VirtualDiskMode.persistent.name();

  /**
   * The disks among the devices of a VM, sorted by controller and unit: it boots from the first.
   */
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

  /** The disks of a VM; none when it was not read in full. */
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
        // servers before 5.5 send only the KiB
        new DataSize(bytes == null || bytes == 0 ? disk.getCapacityInKB() << 10 : bytes),
        backing.files(),
        backing.datastore(),
        backing.mode(),
        backing.type(),
        backing.uuid());
  }

  /** The properties of a backing of any type. */
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

  /** A persistent disk to be created; the server chooses its type and file. */
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

  /** The same with an existing file. */
  public Disk in(String other) {
    return new Disk(
        key, controllerKey, unit, adapter, size, List.of(other), datastore, mode, type, uuid);
  }

  /** {@code 1000:0}, the controller's key and the unit: stays the same when the file moves. */
  public String slot() {
    return controllerKey + ":" + unit;
  }

  public boolean onIde() {
    return adapter.equals(Optional.of(DiskAdapter.IDE));
  }

  /** The file that it writes to; empty when there is none, or when the server is to choose. */
  public String file() {
    return files.isEmpty() ? "" : files.get(0);
  }

  /**
   * The file without a parent, below all snapshots and linked clones; may be the one that it writes
   * to.
   */
  public String baseFile() {
    return files.isEmpty() ? "" : files.get(files.size() - 1);
  }

  /** Whether its file holds only the differences to a parent. */
  public boolean hasParent() {
    return files.size() > 1;
  }

  /**
   * The device without its backing, enough to name an existing disk in a call. Sets the size in
   * both units, since a server that gets only one may take the other for 0.
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

  /** Adds it to a VM and creates its file. */
  public VirtualDeviceConfigSpec created() {
    VirtualDeviceConfigSpec edit = added();
    edit.setFileOperation(VirtualDeviceConfigSpecFileOperation.create);
    return edit;
  }

  /** Adds it to a VM with its existing file. */
  public VirtualDeviceConfigSpec added() {
    return DeviceEdit.add(backed(wholeBacking()));
  }

  /**
   * Changes the disk of a VM to this one. The backing has the file, because hosts refuse an edit
   * without it, and little else, because the disk may be another VM's: the edit of a clone names
   * the template's disk.
   */
  public VirtualDeviceConfigSpec edited() {
    VirtualDisk device = files.isEmpty() ? named() : backed(backing());
    return DeviceEdit.change(device);
  }

  /** The same with everything that is known: some servers forget what an edit leaves out. */
  public VirtualDeviceConfigSpec editedWhole() {
    return DeviceEdit.change(backed(wholeBacking()));
  }

  /** Changes its size. */
  public VirtualDeviceConfigSpec grown(DataSize to) {
    return with(to).edited();
  }

  /** Removes it from its VM and keeps its file. */
  public VirtualDeviceConfigSpec detached() {
    return DeviceEdit.remove(named());
  }

  /** Removes it from its VM and deletes its file. */
  public VirtualDeviceConfigSpec destroyed() {
    VirtualDeviceConfigSpec edit = detached();
    edit.setFileOperation(VirtualDeviceConfigSpecFileOperation.destroy);
    return edit;
  }
}
