package dev.provision.modules.volumes;

import com.vmware.vim25.FileNotFound;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeFolder.Stage;
import dev.provision.vsphere.inventory.VolumeHome;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DiskFiles;
import dev.provision.vsphere.placement.VolumePlacement;
import dev.provision.vsphere.wire.Faults;
import java.util.List;
import java.util.Optional;

/**
 * The calls that change volumes, in their order. A volume exists from the rename that gives its
 * folder the final name to the rename that takes it away. A run may die between any two calls; the
 * next one deletes its leftovers.
 */
final class VolumeWrites {
  private final VsphereWriter write;

  VolumeWrites(VsphereWriter write) {
    this.write = write;
  }

  void create(VolumeDesired desired, VolumePlacement at)
      throws ModuleException, InterruptedException {
    try {
      make(desired, at);
    } catch (ModuleException e) {
      throw staleWhenGone(e);
    }
  }

  /** When another step deleted a folder because it was empty, the next attempt makes it again. */
  private static ModuleException staleWhenGone(ModuleException e) {
    return Faults.is(e, FileNotFound.class) ? e.as(ModuleException.Kind.STALE) : e;
  }

  private void make(VolumeDesired desired, VolumePlacement at)
      throws ModuleException, InterruptedException {
    VolumeHome home =
        write.inventory().volumes().home(at.datastore(), at.datastoreName(), desired.name());
    clear(write.inventory().volumes().of(desired.name()));
    DiskFiles files = DiskFiles.on(at.datastore(), write);
    files.makeFolder(home.unfinishedFolder());
    String disk = home.unfinishedDisk();
    Optional<String> source = VolumeSource.of(desired, write.inventory());
    if (source.isPresent()) {
      files.copyDisk(source.get(), disk);
      Optional<DataSize> has = VolumeSource.size(desired);
      // when the size is unknown, the next plan shows whether it has to grow
      if (desired.size().isPresent() && has.isPresent() && !desired.size().equals(has)) {
        files.growDisk(disk, desired.size().get(), false);
      }
    } else {
      files.createDisk(
          disk,
          desired.size().orElseThrow(),
          desired.type(),
          desired.adapter().orElse(DiskAdapter.LSI_LOGIC));
      if (desired.type() == DiskType.EAGER_ZEROED_THICK) {
        files.makeInside(home.unfinishedFolder(), VolumeHome.EAGER);
      }
    }
    files.setUuid(disk, desired.uuid().text());
    if (desired.protect()) {
      files.makeInside(home.unfinishedFolder(), VolumeHome.PROTECT);
    }
    files.renameFolder(home.unfinishedFolder(), home.folder());
  }

  /** Deletes the leftovers of a volume that was not finished or was deleted. */
  private void clear(List<VolumeFolder> folders) throws ModuleException, InterruptedException {
    for (VolumeFolder each : folders) {
      if (each.stage() != Stage.WHOLE) {
        DiskFiles.on(each.home().datastore(), write).removeFolder(each.path());
      }
    }
  }

  void update(VolumeDesired desired, VolumeState seen, List<Change> changes)
      throws ModuleException, InterruptedException {
    DiskFiles files = DiskFiles.on(seen.home().datastore(), write);
    String disk = seen.file().orElseGet(seen.home()::disk);
    if (VolumeField.PATH.isIn(changes)) {
      VolumeAdoption.beforeItMoves(desired, seen, files, write);
      bringHome(seen, files);
      disk = seen.home().disk();
    }
    if (VolumeField.SIZE.isIn(changes)) {
      grow(desired, seen, files);
    }
    if (VolumeField.TYPE.isIn(changes)) {
      VolumeTyping.write(desired, seen, files);
    }
    if (VolumeField.PROTECT.isIn(changes)) {
      protect(desired, seen, files);
    }
    for (String name : desired.spec().snapshots().keySet()) {
      if (new VolumeField.Snapshot(name).isIn(changes)) {
        snapshot(desired, seen, name, disk, files);
      }
    }
  }

  /**
   * Moves a disk into its volume's folder. The step that destroys the VM whose folder it is in may
   * move it at the same time.
   */
  private static void bringHome(VolumeState seen, DiskFiles files)
      throws ModuleException, InterruptedException {
    files.makeFolder(seen.home().folder());
    try {
      files.moveDisk(seen.file().orElseThrow(), seen.home().disk());
    } catch (ModuleException e) {
      throw staleWhenGone(e);
    }
  }

  private void grow(VolumeDesired desired, VolumeState seen, DiskFiles files)
      throws ModuleException, InterruptedException {
    boolean eager = seen.type().filter(DiskType.EAGER_ZEROED_THICK::equals).isPresent();
    DataSize to = desired.size().orElseThrow();
    if (seen.attached().isEmpty()) {
      files.growDisk(seen.home().disk(), to, eager);
      return;
    }
    if (eager) {
      // the server decides whether the added space is zeroed
      removeMarker(seen, VolumeHome.EAGER);
    }
    VolumeGrowth.attached(seen.attached().get(), to, write);
  }

  private void protect(VolumeDesired desired, VolumeState seen, DiskFiles files)
      throws ModuleException, InterruptedException {
    if (desired.protect()) {
      files.makeFolder(seen.home().protect());
      return;
    }
    removeMarker(seen, VolumeHome.PROTECT);
  }

  /** Deletes a marker folder from all folders with the volume's name. */
  private void removeMarker(VolumeState seen, String marker)
      throws ModuleException, InterruptedException {
    for (VolumeFolder each : seen.folders()) {
      if (marker.equals(VolumeHome.PROTECT) ? each.protect() : each.eager()) {
        DiskFiles.on(each.home().datastore(), write).removeFolder(each.path() + "/" + marker);
      }
    }
  }

  private void snapshot(
      VolumeDesired desired, VolumeState seen, String name, String disk, DiskFiles files)
      throws ModuleException, InterruptedException {
    VolumeHome home = seen.home();
    if (desired.spec().snapshots().get(name) == VolumeSpec.Wanted.ABSENT) {
      for (VolumeFolder each : seen.folders()) {
        if (each.snapshots().contains(name)) {
          DiskFiles.on(each.home().datastore(), write).removeFolder(each.home().snapshot(name));
        }
      }
      return;
    }
    files.removeFolder(home.unfinishedSnapshot(name));
    files.makeFolder(home.unfinishedSnapshot(name));
    files.copyDisk(disk, home.unfinishedSnapshotDisk(name));
    files.renameFolder(home.unfinishedSnapshot(name), home.snapshot(name));
  }

  /**
   * Deletes a volume. The steps before this one detach it from an instance of this environment;
   * nothing is deleted while a VM still has it.
   */
  void delete(VolumeState seen) throws ModuleException, InterruptedException {
    refuseAttached(seen);
    if (seen.file().isPresent() && !seen.isHome()) {
      // it is deleted with its folder
      try {
        bringHome(seen, DiskFiles.on(seen.home().datastore(), write));
      } catch (ModuleException e) {
        if (e.kind() != ModuleException.Kind.STALE) {
          throw e;
        } // otherwise it is already gone
      }
    }
    sweep(seen);
  }

  /** Adopts an existing disk. */
  void adopt(VolumeState seen) throws ModuleException, InterruptedException {
    try {
      VolumeAdoption.adopt(seen, write);
    } catch (ModuleException e) {
      throw staleWhenGone(e);
    }
  }

  /** Releases an adopted disk and deletes our marker folders. */
  void release(VolumeState seen) throws ModuleException, InterruptedException {
    refuseAttached(seen);
    VolumeAdoption.giveBack(seen, write);
    sweep(seen);
  }

  private static void refuseAttached(VolumeState seen) throws ModuleException {
    if (seen.attached().isPresent()) {
      throw new ModuleException(
          ModuleException.Kind.TRANSIENT,
          "`" + seen.attached().get().vmPath() + "` still has it",
          null);
    }
  }

  /** Deletes the folders with its name. */
  private void sweep(VolumeState seen) throws ModuleException, InterruptedException {
    for (VolumeFolder each : seen.folders()) {
      if (each.stage() == Stage.WHOLE) {
        delete(each, seen.folders());
      }
    }
    clear(
        seen.folders().stream()
            .filter(each -> each.stage() != Stage.WHOLE && !goesWithItsVolume(each, seen))
            .toList());
    for (VolumeFolder each : seen.folders()) {
      DiskFiles.on(each.home().datastore(), write).removeIfEmpty(each.home().above());
    }
  }

  /** Whether a leftover is deleted by deleting the complete volume on the same datastore. */
  private static boolean goesWithItsVolume(VolumeFolder leftover, VolumeState seen) {
    return leftover.stage() == Stage.DELETED
        && seen.folders().stream()
            .anyMatch(
                each ->
                    each.stage() == Stage.WHOLE
                        && each.home().datastore().equals(leftover.home().datastore()));
  }

  private void delete(VolumeFolder whole, List<VolumeFolder> all)
      throws ModuleException, InterruptedException {
    DiskFiles files = DiskFiles.on(whole.home().datastore(), write);
    String gone = whole.home().deletedFolder();
    if (all.stream().anyMatch(each -> each.path().equals(gone))) {
      files.removeFolder(gone);
    }
    files.renameFolder(whole.home().folder(), gone);
    files.removeFolder(gone);
  }

  /** The placement from the engine; another type is a bug of ours. */
  static VolumePlacement place(Object at) {
    if (at instanceof VolumePlacement placement) {
      return placement;
    }
    throw new IllegalStateException("a volume was not given a datastore: " + at);
  }

  static Optional<String> busy(VolumeRef source) {
    return source
        .busy()
        .map(
            vm ->
                "volume `"
                    + source.volume()
                    + "` is written to by `"
                    + vm
                    + "`, which runs; switch it off or take the volume off it first");
  }
}
