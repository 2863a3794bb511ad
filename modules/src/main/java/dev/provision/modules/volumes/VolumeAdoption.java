package dev.provision.modules.volumes;

import com.vmware.vim25.FileAlreadyExists;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.LooseDisk;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeFolder.Stage;
import dev.provision.vsphere.inventory.VolumeHome;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DiskFiles;
import dev.provision.vsphere.kind.files.FileUsers;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Existing disks that become volumes: {@code pgdata: {path: "[nas1] old/data.vmdk", adopt: true}}.
 * The mark is the volume's folder on the disk's datastore; folders in it spell the disk's original
 * path. A rename makes the complete folder appear in one step. From then on the disk is ours, and
 * is moved into that folder like a disk that was detached from a VM; on one datastore this copies
 * nothing. A released disk is moved back to its original path and gets its original uuid again.
 */
final class VolumeAdoption {
  private static final Pattern PATH = Pattern.compile("\\[([^\\[\\]/]+)\\] ?([^/\\s].*\\.vmdk)");

  /** Files that are a part of a disk, or a difference to one. */
  private static final Pattern PART =
      Pattern.compile(".*-(flat|ctk|delta|sesparse|rdmp?|\\d{6})\\.vmdk");

  private VolumeAdoption() {}

  /**
   * The declared path in the form in which servers show paths; empty when there is none or it is
   * wrong.
   */
  static Optional<String> path(VolumeSpec spec) {
    return spec.path()
        .filter(text -> PATH.matcher(text).matches())
        .map(text -> DatastorePath.of(text).toString());
  }

  private static String datastore(String path) {
    return DatastorePath.of(path).datastore();
  }

  /** The datastore of the path. */
  static Optional<String> datastore(VolumeSpec spec) {
    return path(spec).map(VolumeAdoption::datastore);
  }

  /** The datastores that the declaration names. */
  static Set<PlaceName> datastores(VolumeSpec spec) {
    return Stream.concat(spec.datastore().stream(), datastore(spec).map(PlaceName::called).stream())
        .collect(Collectors.toSet());
  }

  /** Mistakes that show without the server. */
  static List<Problem> mistakes(VolumeSpec spec, boolean adopt) {
    List<Problem> problems = new ArrayList<>();
    if (spec.path().isEmpty()) {
      if (adopt) {
        problems.add(
            new Problem("", "needs `path`, which says what disk to adopt: [nas1] old/data.vmdk"));
      }
      return problems;
    }
    if (path(spec).isEmpty()) {
      problems.add(
          new Problem(
              "path",
              "`"
                  + spec.path().get()
                  + "` is no path of a disk: expected one as in [nas1] old/data.vmdk"));
    } else if (PART.matcher(spec.path().get()).matches()) {
      problems.add(
          new Problem(
              "path",
              "`"
                  + spec.path().get()
                  + "` is a part of a disk or a difference to one: name the disk itself"));
    }
    if (spec.image().isPresent() || spec.sourceVolume().isPresent()) {
      problems.add(new Problem("path", "a volume that was a disk before is no copy as well"));
    }
    if (datastore(spec).isPresent()
        && spec.datastore().isPresent()
        && !spec.datastore().get().bare().equals(datastore(spec).get())) {
      problems.add(
          new Problem("datastore", "the disk of `path` stays on `" + datastore(spec).get() + "`"));
    }
    return problems;
  }

  /** The disk to be adopted; empty when there is none at the path. */
  static Optional<Observation<VolumeState>> foreign(VolumeDesired desired, Inventory inventory) {
    return path(desired.spec())
        .flatMap(inventory.volumes()::loose)
        .map(disk -> new Observation.Foreign<>(state(desired, disk, inventory), disk.file()));
  }

  private static VolumeState state(VolumeDesired desired, LooseDisk disk, Inventory inventory) {
    return new VolumeState(
        desired.name(),
        inventory.volumes().home(disk.datastore(), datastore(disk.file()), desired.name()),
        Optional.of(disk.file()),
        "",
        Optional.empty(),
        disk.size(),
        type(disk),
        VolumeTyping.decides(disk.datastore(), inventory),
        inventory.volumes().of(desired.name()));
  }

  static Optional<DiskType> type(LooseDisk disk) {
    return disk.thin().map(thin -> thin ? DiskType.THIN : DiskType.THICK);
  }

  /** Why the disk cannot be adopted. */
  static List<Problem> problems(
      VolumeDesired desired, Observation<VolumeState> seen, Inventory inventory) {
    Optional<String> path = path(desired.spec());
    if (path.isEmpty()) {
      return List.of();
    }
    String all = desired.connection().volumeDir().replaceAll("^/+|/+$", "");
    Optional<LooseDisk> there = inventory.volumes().loose(path.get());
    boolean taken = seen instanceof Observation.Present<VolumeState> had && isTaken(had.state());
    if (seen instanceof Observation.Absent) {
      return List.of(new Problem("path", "there is no disk at `" + path.get() + "`"));
    }
    if (!taken && DatastorePath.of(path.get()).below(all).isPresent()) {
      return List.of(
          new Problem("path", "`" + path.get() + "` is a volume of some environment already"));
    }
    return taken || there.isEmpty() || there.get().users().isEmpty()
        ? List.of()
        : List.of(new Problem("path", inUse(path.get(), there.get().users())));
  }

  private static boolean isTaken(VolumeState state) {
    return state.attached().isPresent() || state.isHome();
  }

  private static String inUse(String path, List<String> users) {
    return "`" + path + "` is in use by `" + String.join("`, `", users) + "`; take it off there";
  }

  /** The path of a volume's disk before it was adopted; empty for a volume that was created. */
  static Optional<String> from(List<VolumeFolder> folders) {
    for (VolumeFolder each : folders) {
      if (each.stage() == Stage.WHOLE && each.adopted().isPresent()) {
        return Optional.of(
            new DatastorePath(each.home().datastoreName(), each.adopted().get()).toString());
      }
    }
    return Optional.empty();
  }

  /** The plan's note when the volume exists already and the declared path names another disk. */
  static Optional<String> note(VolumeDesired desired, VolumeState seen) {
    Optional<String> from = from(seen.folders());
    return path(desired.spec())
        .filter(path -> !from.equals(Optional.of(path)) && !seen.file().equals(Optional.of(path)))
        .map(
            path ->
                "the disk at `"
                    + path
                    + "` is not taken: the volume is there already, "
                    + from.map(other -> "as what was `" + other + "`").orElse("made by us"));
  }

  /** Makes the folder that marks the volume as ours. The disk stays where it is. */
  static void adopt(VolumeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    VolumeHome home = seen.home();
    DiskFiles files = DiskFiles.on(home.datastore(), write);
    String path = seen.file().orElseThrow();
    refuseUsed(path, seen, write);
    files.removeFolder(home.unfinishedFolder());
    files.makeFolder(home.unfinishedFolder());
    files.makeInside(
        home.unfinishedFolder(),
        VolumeHome.ADOPTED + "/" + DatastorePath.of(path).path() + VolumeHome.FILE);
    files.makeInside(home.unfinishedFolder(), VolumeHome.FORMER_UUID + "/" + files.uuid(path));
    files.renameFolder(home.unfinishedFolder(), home.folder());
  }

  /**
   * Called before a disk is moved into its volume's folder. If it is still at its original path, no
   * VM may use it, and it gets the volume's uuid.
   */
  static void beforeItMoves(
      VolumeDesired desired, VolumeState seen, DiskFiles files, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (from(seen.folders()).equals(seen.file())) {
      refuseUsed(seen.file().orElseThrow(), seen, write);
      files.setUuid(seen.file().orElseThrow(), desired.uuid().text());
    }
  }

  /**
   * Asks again just before the change, because the server would move the disk of a VM that is off.
   */
  private static void refuseUsed(String path, VolumeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    List<String> users =
        FileUsers.of(path, seen.home().datastore(), write.api(), write.inventory());
    if (!users.isEmpty()) {
      throw ModuleException.refused(inUse(path, users));
    }
  }

  /** Moves an unattached disk back to its original path and sets its original uuid. */
  static void giveBack(VolumeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    String from = from(seen.folders()).orElseThrow();
    DiskFiles files = DiskFiles.on(seen.home().datastore(), write);
    if (seen.file().isPresent() && !seen.file().get().equals(from)) {
      move(seen.file().get(), from, files);
    }
    Optional<String> uuid =
        seen.folders().stream().flatMap(each -> each.formerUuid().stream()).findFirst();
    if (uuid.isPresent()) {
      files.setUuid(from, uuid.get());
    }
  }

  private static void move(String file, String to, DiskFiles files)
      throws ModuleException, InterruptedException {
    DatastorePath folder = DatastorePath.of(to).folder();
    if (!folder.path().isEmpty()) {
      files.makeFolder(folder.toString());
    }
    try {
      files.moveDisk(file, to);
    } catch (ModuleException e) {
      throw Faults.is(e, FileAlreadyExists.class)
          ? ModuleException.refused(
              "it cannot go back to `" + to + "`, where another file lies now; move that away")
          : e;
    }
  }
}
