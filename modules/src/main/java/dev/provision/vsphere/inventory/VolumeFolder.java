package dev.provision.vsphere.inventory;

import dev.provision.spi.schema.DataSize;
import java.util.Optional;
import java.util.Set;

/**
 * A folder among an environment's volumes, as it was read.
 *
 * @param home its place
 * @param stage the stage that its name shows
 * @param hasDisk whether it contains the volume's disk
 * @param size the disk's; empty when the server does not say, as for a disk in use
 * @param thin whether the disk allocates space only when it is written to; empty when the server
 *     does not say
 * @param used what the disk takes on the datastore; empty when the server does not say
 * @param eager whether it contains the marker that the whole disk is zeroed
 * @param protect whether it contains the marker that the volume must not be deleted
 * @param adopted the disk's path on the datastore before it was adopted, {@code old/data.vmdk};
 *     empty for a volume that was created
 * @param formerUuid the disk's uuid at that time; empty when unknown
 * @param snapshots names of the complete ones
 */
public record VolumeFolder(
    VolumeHome home,
    Stage stage,
    boolean hasDisk,
    Optional<DataSize> size,
    Optional<Boolean> thin,
    Optional<DataSize> used,
    boolean eager,
    boolean protect,
    Optional<String> adopted,
    Optional<String> formerUuid,
    Set<String> snapshots) {
  /** The stage of a volume. */
  public enum Stage {
    /** Being created, or left over from that. */
    UNFINISHED,
    WHOLE,
    /** Being deleted, or left over from that. */
    DELETED
  }

  public VolumeFolder {
    snapshots = Set.copyOf(snapshots);
  }

  /** Its path: {@code [nas1] provision/volumes/ci/pgdata}. */
  public String path() {
    return switch (stage) {
      case UNFINISHED -> home.unfinishedFolder();
      case WHOLE -> home.folder();
      case DELETED -> home.deletedFolder();
    };
  }
}
