package dev.provision.vsphere.kind;

import com.vmware.vim25.FileAlreadyExists;
import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.FileQuery;
import com.vmware.vim25.FolderFileQuery;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.TaskInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.files.FileDetail;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of one datastore for one step: what is there, new folders, and files moved, copied and
 * deleted on the server. Paths are below the datastore's top, {@code provision/images/x.iso}.
 * Nothing is taken for granted: what was sent is looked at with the datastore's browser. The bytes
 * themselves go by {@link DatastoreUpload}. Used by the step's thread.
 */
public final class DatastoreFiles {
  private final VsphereWriter write;
  private final Item datacenter;
  private final Item datastore;
  private final DatastoreFolders folders;
  private Optional<ManagedObjectReference> browser = Optional.empty();

  /**
   * @param bytes as the server counts them
   * @param modified when it was written last, as the server says; empty where it does not
   */
  public record Found(String path, long bytes, String modified) {}

  public DatastoreFiles(VsphereWriter write, Item datacenter, Item datastore) {
    this.write = write;
    this.datacenter = datacenter;
    this.datastore = datastore;
    this.folders = new DatastoreFolders(write, datastore, datacenter.ref());
  }

  /** A path as the API writes it, {@code [nas1] provision/images/x.iso}. */
  public String at(String path) {
    return "[" + datastore.name() + "] " + path;
  }

  public String datastoreName() {
    return datastore.name();
  }

  /** As {@code dcPath} of {@code /folder} wants it: without the first slash. */
  String datacenterPath() {
    return write.inventory().path(datacenter.ref()).toString().substring(1);
  }

  /** What the plan's reading knew to be free. */
  DataSize free() {
    return DataSize.ofMebibytes(new DatastoreFacts(datastore).freeBytes() >> 20);
  }

  VsphereWriter write() {
    return write;
  }

  /** Makes a folder with those above it, and finds it well when it is there. */
  public void makeFolder(String path) throws ModuleException {
    folders.make(new DatastorePath(datastore.name(), path));
  }

  /** One file; empty where it, or its folder, is not there. */
  public Optional<Found> find(String path) throws ModuleException, InterruptedException {
    return list(folder(path), lastName(path)).stream()
        .filter(found -> found.path().equals(path))
        .findFirst();
  }

  /**
   * The files of one folder.
   *
   * @param pattern with {@code *} and {@code ?}
   */
  public List<Found> list(String folder, String pattern)
      throws ModuleException, InterruptedException {
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setDetails(FileDetail.asked(FileDetail.SIZE, FileDetail.MODIFICATION));
    spec.setMatchPattern(new String[] {pattern});
    return search(folder, spec).orElse(List.of());
  }

  /** Whether a folder is there, and no file and no folder is in it. */
  boolean isEmpty(String folder) throws ModuleException, InterruptedException {
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setQuery(new FileQuery[] {new FolderFileQuery(), new FileQuery()});
    spec.setDetails(FileDetail.asked(FileDetail.TYPE));
    spec.setMatchPattern(new String[] {"*"});
    return search(folder, spec).filter(List::isEmpty).isPresent();
  }

  /** Empty where there is no such folder. */
  private Optional<List<Found>> search(String folder, HostDatastoreBrowserSearchSpec spec)
      throws ModuleException, InterruptedException {
    ManagedObjectReference from = browser();
    Optional<TaskInfo> done =
        unless(FileNotFound.class, api -> api.searchDatastore_Task(from, at(folder).strip(), spec));
    if (done.isEmpty()) {
      return Optional.empty();
    }
    List<Found> found = new ArrayList<>();
    if (done.get().getResult() instanceof HostDatastoreBrowserSearchResults results
        && results.getFile() != null) {
      for (FileInfo file : results.getFile()) {
        found.add(
            new Found(
                folder.isEmpty() ? file.getPath() : folder + "/" + file.getPath(),
                file.getFileSize() == null ? 0 : file.getFileSize(),
                file.getModification() == null
                    ? ""
                    : file.getModification().toInstant().toString()));
      }
    }
    return Optional.of(found);
  }

  private ManagedObjectReference browser() throws ModuleException {
    browser = browser.or(() -> datastore.get("browser", ManagedObjectReference.class));
    if (browser.isEmpty()) {
      browser = write.read(datastore.ref(), "browser").get("browser", ManagedObjectReference.class);
    }
    return browser.orElseThrow(
        () ->
            ModuleException.refused(
                "the files of datastore `" + datastore.name() + "` cannot be looked at"));
  }

  /**
   * Moves a file or a folder, all or nothing.
   *
   * @return false where something has that name already
   */
  public boolean move(String from, String to) throws ModuleException, InterruptedException {
    return unless(
            FileAlreadyExists.class,
            api ->
                api.moveDatastoreFile_Task(
                    write.content().getFileManager(),
                    at(from),
                    datacenter.ref(),
                    at(to),
                    datacenter.ref(),
                    false))
        .isPresent();
  }

  /**
   * Copies a file that no VM writes to; one that is there already stays.
   *
   * @param from with its datastore, {@code [nas1] provision/images/x.iso}, in the same datacenter
   * @return false where there is no such file
   */
  public boolean copy(String from, String to) throws ModuleException, InterruptedException {
    return unless(
            FileNotFound.class,
            api ->
                api.copyDatastoreFile_Task(
                    write.content().getFileManager(),
                    from,
                    datacenter.ref(),
                    at(to),
                    datacenter.ref(),
                    false))
        .isPresent();
  }

  /** Deletes a file, or a folder with all that is in it; it need not be there. */
  public void delete(String path) throws ModuleException, InterruptedException {
    DatastorePath what = new DatastorePath(datastore.name(), path);
    boolean isObject =
        what.top().equals(what.path()) && !new DatastoreFacts(datastore).makesTopFolders();
    if (!isObject) {
      folders.remove(what);
      return;
    }
    for (Found each : list(path, "*")) {
      folders.remove(new DatastorePath(datastore.name(), each.path()));
    }
    folders.removeObject(what.top());
  }

  /**
   * Copies a disk, which makes of a hosted one what ESXi runs on. Of what type the copy is, vCenter
   * decides: it does not look at {@code destSpec}.
   */
  public void copyDisk(String from, String to) throws ModuleException, InterruptedException {
    write.task(
        api ->
            api.copyVirtualDisk_Task(
                write.content().getVirtualDiskManager(),
                at(from),
                datacenter.ref(),
                at(to),
                datacenter.ref(),
                null,
                false));
  }

  /** Empty where the task ended with the fault that is no news. */
  private Optional<TaskInfo> unless(
      Class<? extends MethodFault> fine, Faults.Ask<ManagedObjectReference> start)
      throws ModuleException, InterruptedException {
    try {
      return Optional.of(write.task(start));
    } catch (ModuleException e) {
      if (Faults.is(e, fine)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
