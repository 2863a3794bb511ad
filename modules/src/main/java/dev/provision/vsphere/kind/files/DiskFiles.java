package dev.provision.vsphere.kind.files;

import com.vmware.vim25.FileAlreadyExists;
import com.vmware.vim25.FileBackedVirtualDiskSpec;
import com.vmware.vim25.FileFault;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.wire.Faults;
import java.util.Optional;

/**
 * The calls that change disks without a VM and their folders ({@code VirtualDiskManager}, {@code
 * FileManager}), on one datastore. For one step; used by its thread.
 */
public final class DiskFiles {
  private final VsphereWriter write;
  private final Item datastore;
  private final ManagedObjectReference datacenter;
  private final DatastoreFolders folders;

  private DiskFiles(VsphereWriter write, Item datastore, ManagedObjectReference datacenter) {
    this.write = write;
    this.datastore = datastore;
    this.datacenter = datacenter;
    this.folders = new DatastoreFolders(write, datastore, datacenter);
  }

  /**
   * Also registers the datastore as changed by this step.
   *
   * @throws ModuleException when no visible datacenter contains the datastore
   */
  public static DiskFiles on(ManagedObjectReference datastore, VsphereWriter write)
      throws ModuleException {
    Inventory inventory = write.inventory();
    Item item =
        inventory
            .get(datastore)
            .orElseThrow(() -> ModuleException.refused("its datastore is not there any more"));
    ManagedObjectReference datacenter =
        new DatastoreFacts(item)
            .datacenter(inventory)
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "the datacenter of datastore `" + item.name() + "` cannot be seen"));
    write.touched(datastore);
    return new DiskFiles(write, item, datacenter);
  }

  public String datastoreName() {
    return datastore.name();
  }

  /** Makes a folder and its parents; it may exist already. */
  public void makeFolder(String path) throws ModuleException {
    folders.make(DatastorePath.of(path));
  }

  /**
   * Makes folders in one that this step made. When another step deleted that one meanwhile, it is
   * not made again, because what was in it is lost.
   *
   * @param names {@code adopted/old/data.vmdk~}
   * @throws ModuleException of {@code FileNotFound} when the parent does not exist
   */
  public void makeInside(String parent, String names) throws ModuleException {
    folders.makeInside(DatastorePath.of(parent), names);
  }

  /** Renames a folder on this datastore: a single step on the server. */
  public void renameFolder(String from, String to) throws ModuleException, InterruptedException {
    write.task(
        api ->
            api.moveDatastoreFile_Task(
                write.content().getFileManager(), from, datacenter, to, datacenter, false));
  }

  /** Deletes a folder with its contents; it need not exist. */
  public void removeFolder(String path) throws ModuleException, InterruptedException {
    folders.remove(DatastorePath.of(path));
  }

  /**
   * Deletes an empty folder. It is read just before; a step that creates something in it meanwhile
   * has to make it again. A top folder of the datastore stays, because others may use it.
   */
  public void removeIfEmpty(String folder) throws ModuleException, InterruptedException {
    DatastorePath path = DatastorePath.of(folder);
    Optional<Item> in = write.inventory().get(datacenter);
    if (in.isEmpty() || path.folder().path().isEmpty()) {
      return;
    }
    try {
      if (new DatastoreFiles(write, in.get(), datastore).isEmpty(path.path())) {
        folders.remove(path);
      }
    } catch (ModuleException e) {
      if (e.kind() != ModuleException.Kind.REFUSED) {
        throw e;
      } // an empty folder does no harm, and its content is already deleted
    }
  }

  public void createDisk(String path, DataSize size, DiskType type, DiskAdapter adapter)
      throws ModuleException, InterruptedException {
    FileBackedVirtualDiskSpec spec = new FileBackedVirtualDiskSpec();
    spec.setCapacityKb(size.kibibytes());
    spec.setDiskType(type.wire());
    spec.setAdapterType(adapter.ofNewFiles());
    write.task(
        api ->
            api.createVirtualDisk_Task(
                write.content().getVirtualDiskManager(), path, datacenter, spec));
  }

  /**
   * Copies a disk to this datastore, from this one or another in the same datacenter. The server
   * chooses the type of the copy: vCenter does not implement {@code destSpec}.
   */
  public void copyDisk(String from, String to) throws ModuleException, InterruptedException {
    write.task(
        api ->
            api.copyVirtualDisk_Task(
                write.content().getVirtualDiskManager(),
                from,
                datacenter,
                to,
                datacenter,
                null,
                false));
  }

  /**
   * Moves a disk on this datastore. A disk that is already at the target stays, whatever name it
   * was found by: two files with one uuid are the same file.
   */
  public void moveDisk(String from, String to) throws ModuleException, InterruptedException {
    if (!new DatastoreFacts(datastore).makesTopFolders() && isSameDisk(from, to)) {
      return;
    }
    try {
      write.task(
          api ->
              api.moveVirtualDisk_Task(
                  write.content().getVirtualDiskManager(),
                  from,
                  datacenter,
                  to,
                  datacenter,
                  false,
                  null));
    } catch (ModuleException e) {
      boolean taken = Faults.is(e, FileAlreadyExists.class);
      if (!taken || !isSameDisk(from, to)) {
        throw e;
      }
    }
  }

  private boolean isSameDisk(String from, String to) throws ModuleException {
    Optional<String> there = foundUuid(to);
    return there.isPresent()
        && foundUuid(from).filter(uuid -> DiskUuid.same(uuid, there.get())).isPresent();
  }

  /** Empty when there is no disk. */
  private Optional<String> foundUuid(String path) throws ModuleException {
    try {
      return Optional.of(uuid(path));
    } catch (ModuleException e) {
      if (Faults.is(e, FileFault.class)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public void growDisk(String path, DataSize to, boolean eagerZero)
      throws ModuleException, InterruptedException {
    write.task(
        api ->
            api.extendVirtualDisk_Task(
                write.content().getVirtualDiskManager(),
                path,
                datacenter,
                to.kibibytes(),
                eagerZero));
  }

  /** Allocates all the space of a thin disk; the new space is zeroed. */
  public void inflateDisk(String path) throws ModuleException, InterruptedException {
    write.task(
        api ->
            api.inflateVirtualDisk_Task(write.content().getVirtualDiskManager(), path, datacenter));
  }

  /** Zeroes the unwritten space of a disk that is fully allocated. */
  public void zeroDisk(String path) throws ModuleException, InterruptedException {
    write.task(
        api ->
            api.eagerZeroVirtualDisk_Task(
                write.content().getVirtualDiskManager(), path, datacenter));
  }

  public void setUuid(String path, String uuid) throws ModuleException {
    write.send(
        api ->
            api.setVirtualDiskUuid(
                write.content().getVirtualDiskManager(), path, datacenter, DiskUuid.inFile(uuid)));
  }

  /** The disk's uuid, with hyphens. */
  public String uuid(String path) throws ModuleException {
    return DiskUuid.hyphened(
        write.call(
            api ->
                api.queryVirtualDiskUuid(
                    write.content().getVirtualDiskManager(), path, datacenter)));
  }
}
