package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.files.DatastorePath;
import java.util.Objects;

/**
 * The folder of one volume on one datastore, {@code [nas1] provision/volumes/ci/pgdata}, and what
 * stands in and beside it.
 *
 * <p>A disk is made in {@code pgdata~provision} and is the volume as soon as that folder was
 * renamed to {@code pgdata}; a volume is none any more as soon as its folder was renamed to {@code
 * pgdata~deleted}. Renaming a folder of one datastore is one step on the server, so there is no
 * half of either.
 *
 * @param datastoreName without the brackets
 * @param top the environment's folder below the datastore's, {@code provision/volumes/ci}
 * @param name the volume's
 */
public record VolumeHome(
    ManagedObjectReference datastore, String datastoreName, String top, String name) {
  public static final String UNFINISHED = "~provision";
  public static final String DELETED = "~deleted";
  public static final String PROTECT = "protect";

  /** A folder of this name says that every byte of the disk was written to. */
  public static final String EAGER = "eagerZeroedThick";

  /** In a folder of this name stand, as folders, those that it lay in, and its file's name. */
  public static final String ADOPTED = "adopted";

  /** What follows the file's name there, so that no server takes that folder for a disk. */
  public static final String FILE = "~";

  /** In a folder of this name stands, as a folder, the uuid that its disk had before. */
  public static final String FORMER_UUID = "uuid";

  public static final String SNAPSHOTS = "snapshots";
  public static final String DISK = ".vmdk";

  public VolumeHome {
    Objects.requireNonNull(datastore);
    Objects.requireNonNull(datastoreName);
  }

  /**
   * The folder of an environment's volumes. Between project and name stands what neither may hold,
   * so that no environment's folder is a volume's of another.
   *
   * @param volumeDir the connection's
   */
  public static String top(String volumeDir, EnvironmentId environment) {
    String project = environment.project().isEmpty() ? "" : environment.project() + "~";
    return volumeDir.replaceAll("^/+|/+$", "") + "/" + project + environment.name();
  }

  /**
   * Whether a file is the disk of some volume in its own folder, on whatever datastore.
   *
   * @param file {@code [nas1] provision/volumes/ci/pgdata/pgdata.vmdk}
   * @param top as {@link #top(String, EnvironmentId)}
   */
  public static boolean isDisk(String file, String top) {
    String[] parts =
        DatastorePath.parse(file).flatMap(path -> path.below(top)).orElse("").split("/", -1);
    return parts.length == 2 && parts[1].equals(parts[0] + DISK);
  }

  private String path(String below) {
    return new DatastorePath(datastoreName, top + below).toString();
  }

  /** The environment's folder. */
  public String above() {
    return path("");
  }

  public String folder() {
    return path("/" + name);
  }

  public String disk() {
    return path("/" + name + "/" + name + DISK);
  }

  public String unfinishedFolder() {
    return path("/" + name + UNFINISHED);
  }

  public String unfinishedDisk() {
    return path("/" + name + UNFINISHED + "/" + name + DISK);
  }

  public String deletedFolder() {
    return path("/" + name + DELETED);
  }

  /** An empty folder that says that the volume must stay. */
  public String protect() {
    return folder() + "/" + PROTECT;
  }

  /** An empty folder that says that all of the disk is zeroed, which no server tells. */
  public String eager() {
    return folder() + "/" + EAGER;
  }

  /** The folder of a snapshot of this name. */
  public String snapshot(String snapshot) {
    return folder() + "/" + SNAPSHOTS + "/" + snapshot;
  }

  public String snapshotDisk(String snapshot) {
    return snapshot(snapshot) + "/" + snapshot + DISK;
  }

  public String unfinishedSnapshot(String snapshot) {
    return snapshot(snapshot) + UNFINISHED;
  }

  public String unfinishedSnapshotDisk(String snapshot) {
    return unfinishedSnapshot(snapshot) + "/" + snapshot + DISK;
  }
}
