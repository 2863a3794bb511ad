package dev.provision.vsphere.capture;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FolderFileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VmDiskFileInfo;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.DatastoreJournal;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.VolumeHome;
import dev.provision.vsphere.inventory.VolumeListing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a capture holds of volumes: for each datastore that has some, the finished task of the
 * search that found them. A search does not report the uuid of a volume's disk, so the capture has
 * it in the field {@code owner}.
 */
public final class CapturedVolumes {
  /** The name of these tasks; they are found again by this name. */
  public static final String NAME = "SearchDatastoreSubFolders_Task";

  private CapturedVolumes() {}

  static List<ObjectContent> of(EnvironmentId environment, VolumeListing volumes) {
    List<ObjectContent> objects = new ArrayList<>();
    volumes
        .answers()
        .forEach(
            (datastore, answers) -> {
              if (!answers.isEmpty()) {
                objects.add(
                    task(
                        "volumes-" + datastore.val,
                        datastore,
                        answers.stream()
                            .map(each -> result(environment, each, volumes.top()))
                            .toArray(HostDatastoreBrowserSearchResults[]::new)));
              }
            });
    return objects;
  }

  /** The same for the journal on the datastores of a single ESXi host. */
  static List<ObjectContent> journal(Inventory seen) {
    List<ObjectContent> objects = new ArrayList<>();
    for (Item datastore : seen.all("Datastore")) {
      DatastoreJournal.of(datastore)
          .filter(DatastoreJournal::isThere)
          .ifPresent(
              journal ->
                  objects.add(
                      task(
                          "journal-" + datastore.ref().val,
                          datastore.ref(),
                          journal.answers().toArray(HostDatastoreBrowserSearchResults[]::new))));
    }
    return objects;
  }

  private static ObjectContent task(
      String key, ManagedObjectReference datastore, HostDatastoreBrowserSearchResults[] result) {
    TaskInfo info = new TaskInfo();
    info.key = key;
    info.task = new ManagedObjectReference();
    info.task.type = "Task";
    info.task.val = info.key;
    info.name = NAME;
    info.descriptionId = NAME;
    info.entity = datastore;
    info.state = TaskInfoState.success;
    info.result = result;
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("info", info);
    return Items.content(info.task, kept);
  }

  private static HostDatastoreBrowserSearchResults result(
      EnvironmentId environment, HostDatastoreBrowserSearchResults seen, String top) {
    HostDatastoreBrowserSearchResults kept = new HostDatastoreBrowserSearchResults();
    kept.datastore = seen.datastore;
    kept.folderPath = seen.folderPath;
    String name = DatastorePath.parse(seen.folderPath).flatMap(path -> path.below(top)).orElse("");
    List<FileInfo> files = new ArrayList<>();
    for (FileInfo each : seen.file == null ? new FileInfo[0] : seen.file) {
      if (each instanceof VmDiskFileInfo disk) {
        boolean itself = disk.path.equals(name + VolumeHome.DISK);
        files.add(
            disk(
                disk,
                itself ? DiskUuid.of(environment, new Address("volume", name)).text() : null));
      } else if (each instanceof FolderFileInfo) {
        FileInfo inside = new FolderFileInfo();
        inside.path = each.path;
        files.add(inside);
      }
    }
    kept.file = files.toArray(FileInfo[]::new);
    return kept;
  }

  private static VmDiskFileInfo disk(VmDiskFileInfo seen, String uuid) {
    VmDiskFileInfo disk = new VmDiskFileInfo();
    disk.path = seen.path;
    disk.fileSize = seen.fileSize;
    disk.capacityKb = seen.capacityKb;
    disk.thin = seen.thin;
    disk.diskType = seen.diskType;
    disk.owner = uuid;
    return disk;
  }
}
