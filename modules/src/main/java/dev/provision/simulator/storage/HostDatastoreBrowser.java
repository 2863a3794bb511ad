package dev.provision.simulator.storage;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FolderFileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code HostDatastoreBrowser}: which files are on a datastore. */
public final class HostDatastoreBrowser implements ManagedType {
  private static final String TYPE = "HostDatastoreBrowser";
  private static final Duration TIME = Duration.ofMillis(50);

  private final DatastoreContents files;
  private final Tasks tasks;
  private final Authorization authorization;

  public HostDatastoreBrowser(DatastoreContents files, Tasks tasks, Authorization authorization) {
    this.files = files;
    this.tasks = tasks;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": datastore supportedType")
        .on(TYPE, "SearchDatastore_Task", "", in -> search(in, false))
        .on(TYPE, "SearchDatastoreSubFolders_Task", "", in -> search(in, true));
  }

  /** Makes the browser of a datastore. */
  public static void create(World world, Managed datastore) {
    Managed made = world.add(TYPE, "datastoreBrowser-");
    world.set(made, "datastore", new ManagedObjectReference[] {datastore.ref()});
    world.set(datastore, "browser", made.ref());
  }

  private Object search(Invocation in, boolean deep) throws VimFault {
    Place top = files.place(in.text("datastorePath"));
    authorization.demand(in, top.datastore(), "Datastore.Browse");
    HostDatastoreBrowserSearchSpec spec =
        in.maybe("searchSpec", HostDatastoreBrowserSearchSpec.class)
            .orElseGet(HostDatastoreBrowserSearchSpec::new);
    if (spec.details != null && spec.details.fileOwner == null) {
      throw Refuse.incomplete("FileQueryFlags", "fileOwner");
    }
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan -> {
          if (!top.path().isEmpty()) {
            files.need(top);
          }
          return () -> {
            List<HostDatastoreBrowserSearchResults> found = found(top, spec, deep);
            return deep ? found.toArray(new HostDatastoreBrowserSearchResults[0]) : found.get(0);
          };
        });
  }

  /** One result a folder, also for those in which nothing matches. */
  private List<HostDatastoreBrowserSearchResults> found(
      Place top, HostDatastoreBrowserSearchSpec spec, boolean deep) {
    Map<String, List<FileInfo>> folders = new TreeMap<>();
    folders.put(top.path(), new ArrayList<>());
    files
        .of(top.datastore())
        .forEach(
            (path, info) -> {
              Place each = new Place(top.datastore(), path);
              boolean inside = top.path().isEmpty() || path.startsWith(top.path() + "/");
              if (!inside || !deep && !each.folder().equals(top.path())) {
                return;
              }
              if (deep && info instanceof FolderFileInfo) {
                folders.computeIfAbsent(path, p -> new ArrayList<>());
              }
              if (matches(each.lastName(), spec.matchPattern)) {
                folders.computeIfAbsent(each.folder(), p -> new ArrayList<>()).add(shown(info));
              }
            });
    List<HostDatastoreBrowserSearchResults> results = new ArrayList<>();
    folders.forEach(
        (path, files) -> {
          HostDatastoreBrowserSearchResults one = new HostDatastoreBrowserSearchResults();
          one.datastore = top.datastore().ref();
          one.folderPath =
              "[" + top.datastore().name() + "]" + (path.isEmpty() ? "" : " " + path + "/");
          one.file = files.isEmpty() ? null : files.toArray(new FileInfo[0]);
          results.add(one);
        });
    return results;
  }

  private static FileInfo shown(FileInfo info) {
    FileInfo copy = Values.copy(info);
    copy.owner = null;
    return copy;
  }

  private static boolean matches(String name, String[] patterns) {
    if (patterns == null || patterns.length == 0) {
      return true;
    }
    return Arrays.stream(patterns).anyMatch(each -> isLike(name, each));
  }

  /** Goes back to the last star only, so that many stars take no longer than one. */
  private static boolean isLike(String name, String pattern) {
    int at = 0;
    int in = 0;
    int star = -1;
    int from = 0;
    while (at < name.length()) {
      char c = in < pattern.length() ? pattern.charAt(in) : 0;
      if (c == '*') {
        star = in++;
        from = at;
      } else if (in < pattern.length() && (c == '?' || c == name.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++from;
      } else {
        return false;
      }
    }
    return pattern.substring(in).chars().allMatch(c -> c == '*');
  }
}
