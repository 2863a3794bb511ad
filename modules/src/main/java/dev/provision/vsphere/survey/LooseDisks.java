package dev.provision.vsphere.survey;

import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VmDiskFileInfo;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.LooseDisk;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.kind.VolumeAnswers;
import dev.provision.vsphere.kind.files.DatastoreSearch;
import dev.provision.vsphere.kind.files.FileUsers;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for disks outside the folders of volumes, and for the VMs that use them: disks that
 * declarations name by path, and disks that a volume adopted and that are not in its folder yet.
 * Each costs one search, and a read of the datastore's VMs if the disk exists; a disk that is in
 * its volume's folder costs nothing.
 */
public final class LooseDisks {

  private LooseDisks() {}

  /**
   * The paths on one datastore to search for.
   *
   * @param declared paths that declarations name
   * @param folders the volume folders that were found
   */
  static Set<String> lookedFor(String datastore, Set<String> declared, List<VolumeFolder> folders) {
    Set<String> paths = new LinkedHashSet<>(declared);
    paths.removeIf(path -> !DatastorePath.of(path).datastore().equals(datastore));
    for (VolumeFolder each : folders) {
      if (each.stage() == VolumeFolder.Stage.WHOLE
          && each.adopted().isPresent()
          && each.home().datastoreName().equals(datastore)) {
        String path = new DatastorePath(datastore, each.adopted().get()).toString();
        if (each.hasDisk()) {
          paths.remove(path);
        } else {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  /** The answer of a search, and the disk it found; empty when there is none. */
  record Answer(HostDatastoreBrowserSearchResults answer, LooseDisk disk) {}

  /**
   * @param file {@code [nas1] old/data.vmdk}
   * @param spec as for volumes; this method sets its pattern
   */
  static Optional<Answer> find(
      String file,
      Item datastore,
      HostDatastoreBrowserSearchSpec spec,
      VimStub api,
      DatastoreSearch.Wait wait,
      Inventory inventory)
      throws ModuleException, InterruptedException {
    DatastorePath path = DatastorePath.of(file);
    String folder = path.folder().toString();
    spec.setMatchPattern(new String[] {path.name()});
    List<HostDatastoreBrowserSearchResults> results;
    try {
      ManagedObjectReference browser =
          datastore.get("browser", ManagedObjectReference.class).orElseThrow();
      results =
          VolumeAnswers.of(
              DatastoreSearch.result(
                  () -> Faults.translated(() -> api.searchDatastore_Task(browser, folder, spec)),
                  wait));
    } catch (ModuleException e) {
      if (isNotThere(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
    for (HostDatastoreBrowserSearchResults each : results) {
      if (each.getFile() != null
          && each.getFile().length > 0
          && each.getFile()[0] instanceof VmDiskFileInfo told) {
        return Optional.of(
            new Answer(
                each,
                new LooseDisk(
                    datastore.ref(),
                    file,
                    Optional.ofNullable(told.getCapacityKb())
                        .filter(kib -> kib > 0)
                        .map(kib -> new DataSize(kib << 10)),
                    Optional.ofNullable(told.getThin()),
                    FileUsers.of(file, datastore.ref(), api, inventory))));
      }
    }
    return Optional.empty();
  }

  private static boolean isNotThere(Throwable e) {
    return e instanceof VimFault fault && fault.is(FileNotFound.class);
  }
}
