package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.files.DatastorePath;
import java.util.Objects;

/**
 * The folder of one volume on one datastore, {@code [nas1] provision/volumes/ci/pgdata}, and what
 * is in it and next to it.
 *
 * <p>A disk is created in {@code pgdata~provision} and becomes the volume when that folder is
 * renamed to {@code pgdata}; a volume stops being one when its folder is renamed to {@code
 * pgdata~deleted}. Renaming a folder on one datastore is a single step on the server, so neither
 * can be half done.
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

  /** A folder with this name means that every byte of the disk was written. */
  public static final String EAGER = "eagerZeroedThick";

  /**
   * A folder with this name contains, as nested folders, the disk's original folders and its file
   * name.
   */
  public static final String ADOPTED = "adopted";

  /** The suffix after the file name there, so that no server takes that folder for a disk. */
  public static final String FILE = "~";

  /** A folder with this name contains, as a folder, the original uuid of the disk. */
  public static final String FORMER_UUID = "uuid";

  public static final String SNAPSHOTS = "snapshots";
  public static final String DISK = ".vmdk";

  public VolumeHome {
    Objects.requireNonNull(datastore);
    Objects.requireNonNull(datastoreName);
  }

  /**
   * The folder of an environment's volumes. Project and name are separated by a text that neither
   * may contain, so that no environment's folder can be the folder of another environment's volume.
   *
   * @param volumeDir from the connection
   */
  public static String top(String volumeDir, EnvironmentId environment) {
    String project = environment.project().isEmpty() ? "" : environment.project() + "~";
    return volumeDir.replaceAll("^/+|/+$", "") + "/" + project + environment.name();
  }

  /**
   * Whether a file is the disk of any volume in its own folder, on any datastore.
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

  /** An empty folder; marks that the volume must not be deleted. */
  public String protect() {
    return folder() + "/" + PROTECT;
  }

  /** An empty folder; marks that the whole disk is zeroed, which no server reports. */
  public String eager() {
    return folder() + "/" + EAGER;
  }

  /** The folder of the snapshot with this name. */
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
