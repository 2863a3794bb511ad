package dev.provision.vsphere.inventory;

import dev.provision.spi.schema.DataSize;
import java.util.Optional;
import java.util.Set;

/**
 * A folder among an environment's volumes as it was read.
 *
 * @param home where it is
 * @param stage what it is by its name
 * @param hasDisk whether the volume's disk lies in it
 * @param size the disk's; empty where the server does not say, as of one that is in use
 * @param thin whether the disk takes room when it is written to; empty where the server does not
 *     say
 * @param used what the disk takes on the datastore; empty where the server does not say
 * @param eager whether it holds the sign that all of the disk is zeroed
 * @param protect whether it holds the sign that the volume must stay
 * @param adopted where on the datastore its disk lay before it was taken, {@code old/data.vmdk};
 *     empty of one that was made
 * @param formerUuid that of its disk then; empty where it is not known
 * @param snapshots names of those that are whole
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
  /** How far a volume is. */
  public enum Stage {
    /** Being made, or what is left of that. */
    UNFINISHED,
    WHOLE,
    /** Being deleted, or what is left of that. */
    DELETED
  }

  public VolumeFolder {
    snapshots = Set.copyOf(snapshots);
  }

  /** Where it stands: {@code [nas1] provision/volumes/ci/pgdata}. */
  public String path() {
    return switch (stage) {
      case UNFINISHED -> home.unfinishedFolder();
      case WHOLE -> home.folder();
      case DELETED -> home.deletedFolder();
    };
  }
}
