package dev.provision.modules.datastores;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a VMFS that is about to be deleted. */
record VolumeFiles(VsphereWriter write) {
  private static final int SHOWN = 5;

  /**
   * @param datastore with its name and browser
   * @throws ModuleException with some files, when there are any; folders whose names begin with a
   *     dot are the hosts' own
   */
  void refuseAny(Item datastore) throws ModuleException, InterruptedException {
    ManagedObjectReference browser =
        datastore
            .get("browser", ManagedObjectReference.class)
            .orElseThrow(
                () -> ModuleException.refused("what is on it cannot be read, so it stays"));
    String top = "[" + EntityName.shown(datastore.name()) + "]";
    Object found =
        DatastoreSearch.result(
            () ->
                write.task(
                    api ->
                        api.searchDatastoreSubFolders_Task(
                            browser, top, new HostDatastoreBrowserSearchSpec())));
    List<String> files = new ArrayList<>();
    if (found instanceof HostDatastoreBrowserSearchResults[] folders) {
      for (HostDatastoreBrowserSearchResults folder : folders) {
        String below = folder.getFolderPath().substring(top.length()).strip();
        FileInfo[] all = folder.getFile() == null ? new FileInfo[0] : folder.getFile();
        if (!below.startsWith(".")) {
          Stream.of(all)
              .filter(file -> file.getFileSize() != null && !file.getPath().startsWith("."))
              .forEach(
                  file -> files.add((below + "/" + file.getPath()).replaceAll("^/|/(?=/)", "")));
        }
      }
    }
    if (!files.isEmpty()) {
      throw ModuleException.refused(
          "these files are on it and would be destroyed: `"
              + String.join("`, `", files.subList(0, Math.min(SHOWN, files.size())))
              + "`"
              + (files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : ""));
    }
  }
}
