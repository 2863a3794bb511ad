package dev.provision.simulator.copy;

import com.vmware.vim25.ArrayOfHostDatastoreBrowserSearchResults;
import com.vmware.vim25.FileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VmDiskFileInfo;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.DiskUuids;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.capture.CapturedVolumes;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.wire.VimFault;

/** Folders and disks on datastores that a capture has: volumes, and the journal of a host. */
final class CopiedVolumes {
  private final DatastoreContents files;

  CopiedVolumes(DatastoreContents files) {
    this.files = files;
  }

  static boolean isSearch(Item item) {
    return item.type().equals("Task")
        && item.get("info", TaskInfo.class)
            .filter(info -> CapturedVolumes.NAME.equals(info.name))
            .isPresent();
  }

  void fill(Item search) {
    Object result = search.get("info", TaskInfo.class).orElseThrow().result;
    if (result instanceof ArrayOfHostDatastoreBrowserSearchResults array) {
      result = array.HostDatastoreBrowserSearchResults;
    }
    if (result instanceof HostDatastoreBrowserSearchResults[] folders) {
      for (HostDatastoreBrowserSearchResults each : folders) {
        fill(each);
      }
    }
  }

  private void fill(HostDatastoreBrowserSearchResults folder) {
    for (FileInfo each : folder.file == null ? new FileInfo[0] : folder.file) {
      try {
        Place in = files.place(folder.folderPath);
        Place place = new Place(in.datastore(), in.path() + "/" + each.path);
        // a disk that a VM has is there already, as that VM shows it
        if (files.find(place).isEmpty()) {
          FileInfo file = Values.copy(each);
          file.owner = null;
          file.fileSize = each.fileSize == null ? 0 : each.fileSize;
          files.put(place, file);
          if (each instanceof VmDiskFileInfo && each.owner != null) {
            DiskUuids.set(files, place, each.owner);
          }
        }
      } catch (VimFault e) {
        // on a datastore that is not in the capture, or with a uuid that somebody changed
        continue;
      }
    }
  }
}
