package dev.provision.vsphere.kind.files;

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
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of one datastore, for one step: lists them, makes folders, and moves, copies and
 * deletes on the server. Paths are relative to the datastore's root, {@code
 * provision/images/x.iso}. Results are verified with the datastore's browser. {@link
 * DatastoreUpload} transfers the bytes. Used by the step's thread.
 */
public final class DatastoreFiles {
  private final VsphereWriter write;
  private final Item datacenter;
  private final Item datastore;
  private final DatastoreFolders folders;
  private Optional<ManagedObjectReference> browser = Optional.empty();

  /**
   * @param bytes the size that the server reports
   * @param modified the time of the last write that the server reports; empty when it reports none
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

  /** The value for {@code dcPath} of {@code /folder}: without the first slash. */
  String datacenterPath() {
    return write.inventory().path(datacenter.ref()).toString().substring(1);
  }

  /** The free space when the plan was read. */
  DataSize free() {
    return DataSize.ofMebibytes(new DatastoreFacts(datastore).freeBytes() >> 20);
  }

  VsphereWriter write() {
    return write;
  }

  /** Makes a folder and its parents; it may exist already. */
  public void makeFolder(String path) throws ModuleException {
    folders.make(new DatastorePath(datastore.name(), path));
  }

  /**
   * Makes a folder in one that exists.
   *
   * @return false when there is one of that name
   */
  public boolean makeNewFolder(String path) throws ModuleException {
    return folders.makeNew(new DatastorePath(datastore.name(), path));
  }

  /** One file; empty when it or its folder does not exist. */
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

  /** Whether a folder exists and contains no file and no folder. */
  boolean isEmpty(String folder) throws ModuleException, InterruptedException {
    return everything(folder).filter(List::isEmpty).isPresent();
  }

  /** Names of the files and folders in a folder; none when it does not exist. */
  public List<String> contents(String folder) throws ModuleException, InterruptedException {
    return everything(folder).orElse(List.of()).stream()
        .map(found -> lastName(found.path()))
        .toList();
  }

  private Optional<List<Found>> everything(String folder)
      throws ModuleException, InterruptedException {
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setQuery(new FileQuery[] {new FolderFileQuery(), new FileQuery()});
    spec.setDetails(FileDetail.asked(FileDetail.TYPE));
    spec.setMatchPattern(new String[] {"*"});
    return search(folder, spec);
  }

  /** Empty when the folder does not exist. */
  private Optional<List<Found>> search(String folder, HostDatastoreBrowserSearchSpec spec)
      throws ModuleException, InterruptedException {
    ManagedObjectReference from = browser();
    Object answer;
    try {
      answer =
          DatastoreSearch.result(
              () -> write.task(api -> api.searchDatastore_Task(from, at(folder).strip(), spec)));
    } catch (ModuleException e) {
      if (Faults.is(e, FileNotFound.class)) {
        return Optional.empty();
      }
      throw e;
    }
    List<Found> found = new ArrayList<>();
    if (answer instanceof HostDatastoreBrowserSearchResults results && results.getFile() != null) {
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
   * Moves a file or a folder; all or nothing.
   *
   * @return false when the target name is taken
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
   * Copies a file that no VM writes to; an existing target is kept.
   *
   * @param from with its datastore, {@code [nas1] provision/images/x.iso}, in the same datacenter
   * @return false when the file does not exist
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

  /** Deletes a file, or a folder with its contents; it need not exist. */
  public void delete(String path) throws ModuleException, InterruptedException {
    DatastorePath what = new DatastorePath(datastore.name(), path);
    boolean isObject =
        what.top().equals(what.path()) && !new DatastoreFacts(datastore).makesTopFolders();
    if (!isObject) {
      folders.remove(what);
      return;
    }
    // a top folder that is an object has to be empty before it can be deleted
    for (Found each : list(path, "*")) {
      folders.remove(new DatastorePath(datastore.name(), each.path()));
    }
    folders.removeObject(what.top());
  }

  /**
   * Copies a disk, which turns a hosted disk into one that ESXi can run. vCenter chooses the type
   * of the copy: it ignores {@code destSpec}.
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

  /** Runs a task; empty when it ended with this fault, which counts as no failure. */
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
