package dev.provision.modules.volumes;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeFolder.Stage;
import dev.provision.vsphere.kind.files.DiskFiles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How much room a volume takes for its size, and how that changes. An unattached disk can be made
 * to take more room where it is ({@code InflateVirtualDisk_Task}, {@code
 * EagerZeroVirtualDisk_Task}, both of {@code VirtualDiskManager}). No disk can be made to take
 * less, not even by a copy, because vCenter ignores {@code destSpec}. For an unattached disk a
 * server says thin or thick, but not which of the two thick types, so a folder beside the disk says
 * that all of it was zeroed.
 */
final class VolumeTyping {

  /**
   * {@code DatastoreSummary.type}, in lower case, of datastores that decide how disks take room.
   */
  private static final Set<String> DECIDING = Set.of("nfs", "nfs41", "vsan", "vvol");

  private VolumeTyping() {}

  /** The type that the server reports, corrected by a marker folder of the volume. */
  static DiskType of(DiskType told, List<VolumeFolder> folders) {
    boolean eager = folders.stream().anyMatch(f -> f.stage() == Stage.WHOLE && f.eager());
    return told == DiskType.THICK && eager ? DiskType.EAGER_ZEROED_THICK : told;
  }

  static Optional<String> decides(ManagedObjectReference datastore, Inventory inventory) {
    return inventory
        .get(datastore)
        .flatMap(item -> item.get("summary.type", String.class))
        .filter(type -> DECIDING.contains(type.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether it has the declared type; an unknown type counts as declared. A disk that is all zeroed
   * is thick too.
   */
  private static boolean fits(DiskType wanted, VolumeState seen) {
    DiskType type = seen.type().orElse(wanted);
    return type == wanted || type == DiskType.EAGER_ZEROED_THICK && wanted == DiskType.THICK;
  }

  static Optional<Change> change(VolumeDesired desired, VolumeState seen) {
    return fits(desired.type(), seen) || whyNot(desired, seen).isPresent()
        ? Optional.empty()
        : Optional.of(
            VolumeField.TYPE.changes(seen.type().orElseThrow().word(), desired.type().word()));
  }

  /** The plan's note when the type stays as it is. */
  static Optional<String> note(VolumeDesired desired, VolumeState seen) {
    return fits(desired.type(), seen)
        ? Optional.empty()
        : whyNot(desired, seen)
            .map(
                why ->
                    "it is "
                        + seen.type().orElseThrow().word()
                        + " and "
                        + desired.type().word()
                        + " is declared: "
                        + why);
  }

  private static Optional<String> whyNot(VolumeDesired desired, VolumeState seen) {
    if (seen.decides().isPresent()) {
      return Optional.of("a datastore of type " + seen.decides().get() + " decides that by itself");
    }
    if (desired.type() == DiskType.THIN) {
      return Optional.of(
          "no disk can be made to take less room where it lies; a Storage vMotion of the VM that"
              + " has it can, or a new volume to which its data is copied");
    }
    return seen.attached()
        .map(disk -> "it becomes that when no VM has it; take it off `" + disk.vmPath() + "`");
  }

  /** Makes an unattached disk take more room; its content stays. */
  static void write(VolumeDesired desired, VolumeState seen, DiskFiles files)
      throws ModuleException, InterruptedException {
    String disk = seen.home().disk();
    if (seen.type().filter(DiskType.THIN::equals).isPresent()) {
      files.inflateDisk(disk);
    } else {
      files.zeroDisk(disk);
    }
    if (desired.type() == DiskType.EAGER_ZEROED_THICK) {
      files.makeFolder(seen.home().eager());
    }
  }
}
