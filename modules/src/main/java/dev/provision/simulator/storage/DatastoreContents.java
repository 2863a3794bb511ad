package dev.provision.simulator.storage;

import com.vmware.vim25.CannotAccessFile;
import com.vmware.vim25.CannotCreateFile;
import com.vmware.vim25.FileAlreadyExists;
import com.vmware.vim25.FileFault;
import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FileLocked;
import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.FolderFileInfo;
import com.vmware.vim25.InvalidDatastorePath;
import com.vmware.vim25.NoDiskSpace;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VmDiskFileInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of all datastores, by their path below the datastore's top. They take room, and what
 * does not fit is refused with {@code NoDiskSpace}.
 */
public final class DatastoreContents {
  /** Of a datastore, in bytes; not a property of the API, which has it in the summary. */
  public static final String CAPACITY = "sim.capacity";

  /** {@code VMFS} and its like; the API has it in the summary. */
  public static final String TYPE = "sim.type";

  /** Whether the server of a datastore refuses every write. */
  static final String READ_ONLY = "sim.readOnly";

  private static final String RESERVED = "sim.reserved";

  private final World world;
  private final Map<String, NavigableMap<String, FileInfo>> files = new TreeMap<>();

  public DatastoreContents(World world) {
    this.world = world;
  }

  /**
   * @param text {@code [ds1] web/web.vmdk}
   * @throws VimFault InvalidDatastorePath where it is none, or no datastore has the name
   */
  public Place place(String text) throws VimFault {
    int close = text.indexOf(']');
    if (text.startsWith("[") && close > 0) {
      String name = text.substring(1, close);
      for (Managed each : world.all("Datastore")) {
        if (name.equals(each.name())) {
          String path = text.substring(close + 1).strip();
          return new Place(each, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        }
      }
    }
    InvalidDatastorePath fault = new InvalidDatastorePath();
    fault.datastorePath = text;
    throw Refuse.with(fault, "Invalid datastore path '" + text + "'.");
  }

  public NavigableMap<String, FileInfo> of(Managed datastore) {
    return files.computeIfAbsent(datastore.id(), d -> new TreeMap<>());
  }

  public Optional<FileInfo> find(Place place) {
    return Optional.ofNullable(of(place.datastore()).get(place.path()));
  }

  public FileInfo need(Place place) throws VimFault {
    FileInfo found = of(place.datastore()).get(place.path());
    if (found == null) {
      throw fault(new FileNotFound(), place, "File " + place.text() + " was not found");
    }
    return found;
  }

  public long free(Managed datastore) {
    long used = 0;
    for (FileInfo each : of(datastore).values()) {
      used += each.fileSize == null ? 0 : each.fileSize;
    }
    return capacity(datastore) - used;
  }

  /** In bytes. */
  public static long capacity(Managed datastore) {
    return datastore.get(CAPACITY, Long.class);
  }

  /**
   * @throws VimFault NoDiskSpace; CannotAccessFile when its server lets nobody write
   */
  public void room(Managed datastore, long bytes) throws VimFault {
    if (Boolean.TRUE.equals(datastore.get(READ_ONLY))) {
      throw fault(new CannotAccessFile(), new Place(datastore, ""), "Read-only file system");
    }
    if (bytes > free(datastore)) {
      NoDiskSpace fault = new NoDiskSpace();
      fault.datastore = datastore.name();
      fault.file = "[" + datastore.name() + "]";
      throw Refuse.with(fault, "Insufficient disk space on datastore '" + datastore.name() + "'.");
    }
  }

  /** Makes or replaces a file; the folders on the way come with it. */
  public void put(Place place, FileInfo info) {
    String folder = place.folder();
    if (!folder.isEmpty() && find(new Place(place.datastore(), folder)).isEmpty()) {
      put(new Place(place.datastore(), folder), new FolderFileInfo());
    }
    info.path = place.lastName();
    info.modification = world.calendar();
    of(place.datastore()).put(place.path(), info);
    world.touch(place.datastore());
  }

  public void put(Place place, long bytes) {
    FileInfo info = new FileInfo();
    info.fileSize = bytes;
    put(place, info);
  }

  /** Takes room for what is being made; it does not outlive this process. */
  public void reserve(Place place, long bytes) {
    FileInfo info = new FileInfo();
    info.fileSize = bytes;
    info.owner = RESERVED;
    put(place, info);
  }

  /**
   * Makes the file of a disk.
   *
   * @param used bytes that it takes on the datastore
   */
  public void putDisk(Place place, long capacityKb, long used, boolean thin) {
    VmDiskFileInfo info = new VmDiskFileInfo();
    info.capacityKb = capacityKb;
    info.fileSize = used;
    info.thin = thin;
    put(place, info);
  }

  public void remove(Place place) {
    String below = place.path() + "/";
    of(place.datastore())
        .keySet()
        .removeIf(path -> path.equals(place.path()) || path.startsWith(below));
    world.touch(place.datastore());
  }

  public void move(Place from, Place to) {
    Map<String, FileInfo> moved = new TreeMap<>();
    String below = from.path() + "/";
    of(from.datastore())
        .forEach(
            (path, info) -> {
              if (path.equals(from.path()) || path.startsWith(below)) {
                moved.put(to.path() + path.substring(from.path().length()), info);
              }
            });
    remove(from);
    moved.forEach((path, info) -> put(new Place(to.datastore(), path), Values.copy(info)));
  }

  /** Whether a file or what is in a folder belongs to a VM that is registered. */
  void refuseLocked(Place place) throws VimFault {
    for (Managed vm : world.all("VirtualMachine")) {
      for (String file : VmFiles.held(vm)) {
        Place used = place(file);
        boolean inside =
            used.datastore() == place.datastore()
                && (used.path().equals(place.path()) || used.path().startsWith(place.path() + "/"));
        if (inside) {
          throw fault(
              new FileLocked(), place, "Unable to access file " + place.text() + ": it is locked");
        }
      }
    }
  }

  /** Whether a VM that runs writes to a disk, so that nobody else may open it. */
  void refuseBusy(Place disk) throws VimFault {
    for (Managed vm : world.all("VirtualMachine")) {
      VirtualMachineConfigInfo config = VmFiles.config(vm);
      if (config != null && VmState.power(vm) == VirtualMachinePowerState.poweredOn) {
        for (VirtualDisk each : VmFiles.disks(config)) {
          if (VmFiles.file(each).equals(disk.text())) {
            throw fault(
                new FileLocked(),
                disk,
                "Unable to access file " + disk.text() + " since it is locked");
          }
        }
      }
    }
  }

  public void refuseExisting(Place place) throws VimFault {
    if (find(place).isPresent()) {
      throw fault(new FileAlreadyExists(), place, "The file " + place.text() + " already exists.");
    }
  }

  /** Refuses a new file or folder whose top folder is an object that does not exist. */
  void refuseNew(Place place) throws VimFault {
    if (TopFolders.areObjects(place.datastore()) && find(place.top()).isEmpty()) {
      CannotCreateFile fault = new CannotCreateFile();
      throw fault(fault, place, "Cannot create file " + place.text() + ": not implemented");
    }
  }

  public static VimFault inaccessible(Place place) {
    return fault(new CannotAccessFile(), place, "Cannot access file " + place.text());
  }

  private static VimFault fault(FileFault fault, Place place, String text) {
    fault.file = place.text();
    return Refuse.with(fault, text);
  }

  /** A number that is always the same for a place. */
  long hash(Place place) {
    return world.hash(place.datastore().id() + place.path());
  }

  /** A folder's name that is free: {@code web}, {@code web_1}. */
  public String freeFolder(Managed datastore, String name) {
    String free = name;
    for (int i = 1; find(new Place(datastore, free)).isPresent(); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  // what is kept between runs

  /**
   * @param passing folders of what is being made, {@code [ds1] web}, which a restart undoes
   */
  public FileInfo[] saved(Managed datastore, Set<String> passing) {
    List<FileInfo> all = new ArrayList<>();
    of(datastore)
        .forEach(
            (path, info) -> {
              Place place = new Place(datastore, path);
              boolean lasts =
                  !passing.contains(place.text())
                      && !passing.contains(new Place(datastore, place.folder()).text());
              if (lasts && !RESERVED.equals(info.owner)) {
                FileInfo copy = Values.copy(info);
                copy.path = path;
                all.add(copy);
              }
            });
    return all.toArray(new FileInfo[0]);
  }

  public void restore(Managed datastore, FileInfo[] saved) {
    for (FileInfo each : saved) {
      Place place = new Place(datastore, each.path);
      each.path = place.lastName();
      of(datastore).put(place.path(), each);
    }
  }
}
