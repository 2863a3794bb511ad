package dev.provision.vsphere.kind;

import com.vmware.vim25.ArrayOfHostDatastoreBrowserSearchResults;
import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FolderFileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VmDiskFileInfo;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeFolder.Stage;
import dev.provision.vsphere.inventory.VolumeHome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the answers of a datastore browser into folders of volumes: one result for each folder
 * below the environment's, with its disks and folders.
 */
public final class VolumeAnswers {
  private VolumeAnswers() {}

  /** The results of a finished search, in any of the forms that servers use. */
  public static List<HostDatastoreBrowserSearchResults> of(Object result) {
    if (result instanceof ArrayOfHostDatastoreBrowserSearchResults array) {
      return of(array.getHostDatastoreBrowserSearchResults());
    }
    if (result instanceof HostDatastoreBrowserSearchResults one) {
      return List.of(one);
    }
    return result instanceof HostDatastoreBrowserSearchResults[] all ? List.of(all) : List.of();
  }

  public static List<VolumeFolder> folders(
      ManagedObjectReference datastore,
      String datastoreName,
      String top,
      List<HostDatastoreBrowserSearchResults> results) {
    Map<String, Map<String, FileInfo>> contents = new LinkedHashMap<>();
    String above = searched(results, top);
    for (HostDatastoreBrowserSearchResults each : results) {
      Map<String, FileInfo> inside = new LinkedHashMap<>();
      for (FileInfo file : each.getFile() == null ? new FileInfo[0] : each.getFile()) {
        inside.put(file.getPath(), file);
      }
      contents.put(below(DatastorePath.of(each.getFolderPath()), above), inside);
    }
    List<VolumeFolder> folders = new ArrayList<>();
    for (FileInfo each : contents.getOrDefault("", Map.of()).values()) {
      if (each instanceof FolderFileInfo) {
        folders.add(folder(new VolumeHome(datastore, datastoreName, top, ""), each, contents));
      }
    }
    return folders;
  }

  /**
   * The folder that was searched, as the answers name it: the one that is as deep as {@code top}. A
   * server may answer with the ID of a folder that was asked for by name; which of the two a vSAN
   * datastore returns has not been seen.
   */
  private static String searched(List<HostDatastoreBrowserSearchResults> results, String top) {
    return results.stream()
        .map(each -> DatastorePath.of(each.getFolderPath()).path())
        .filter(path -> depth(path) == depth(top))
        .findFirst()
        .orElse(top);
  }

  private static int depth(String path) {
    return path.split("/").length;
  }

  private static String below(DatastorePath folder, String above) {
    return folder.path().equals(above) ? "" : folder.below(above).orElse("?" + folder.path());
  }

  private static VolumeFolder folder(
      VolumeHome beside, FileInfo folder, Map<String, Map<String, FileInfo>> contents) {
    String path = folder.getPath();
    Stage stage = Stage.WHOLE;
    String name = path;
    if (path.endsWith(VolumeHome.UNFINISHED)) {
      stage = Stage.UNFINISHED;
      name = path.substring(0, path.length() - VolumeHome.UNFINISHED.length());
    } else if (path.endsWith(VolumeHome.DELETED)) {
      stage = Stage.DELETED;
      name = path.substring(0, path.length() - VolumeHome.DELETED.length());
    }
    Map<String, FileInfo> inside = contents.getOrDefault(path, Map.of());
    FileInfo file = inside.get(name + VolumeHome.DISK);
    Optional<VmDiskFileInfo> told =
        file instanceof VmDiskFileInfo disk ? Optional.of(disk) : Optional.empty();
    return new VolumeFolder(
        new VolumeHome(beside.datastore(), beside.datastoreName(), beside.top(), name),
        stage,
        file != null,
        told.map(VmDiskFileInfo::getCapacityKb)
            .filter(kib -> kib > 0)
            .map(kib -> new DataSize(kib << 10)),
        told.map(VmDiskFileInfo::getThin),
        told.map(VmDiskFileInfo::getFileSize).map(DataSize::new),
        inside.get(VolumeHome.EAGER) instanceof FolderFileInfo,
        inside.get(VolumeHome.PROTECT) instanceof FolderFileInfo,
        adopted(contents, path + "/" + VolumeHome.ADOPTED),
        contents.getOrDefault(path + "/" + VolumeHome.FORMER_UUID, Map.of()).keySet().stream()
            .findFirst(),
        snapshots(contents, path + "/" + VolumeHome.SNAPSHOTS));
  }

  /**
   * The original path of an adopted disk, which nested folders spell; empty when there are none.
   */
  private static Optional<String> adopted(Map<String, Map<String, FileInfo>> contents, String in) {
    for (Map.Entry<String, Map<String, FileInfo>> each : contents.entrySet()) {
      String folder = each.getKey() + "/";
      for (String name :
          folder.startsWith(in + "/") ? each.getValue().keySet() : Set.<String>of()) {
        if (name.endsWith(VolumeHome.DISK + VolumeHome.FILE)) {
          String path = folder.substring(in.length() + 1) + name;
          return Optional.of(path.substring(0, path.length() - VolumeHome.FILE.length()));
        }
      }
    }
    return Optional.empty();
  }

  private static Set<String> snapshots(Map<String, Map<String, FileInfo>> contents, String in) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : contents.getOrDefault(in, Map.of()).keySet()) {
      if (contents.getOrDefault(in + "/" + name, Map.of()).containsKey(name + VolumeHome.DISK)) {
        names.add(name);
      }
    }
    return names;
  }
}
