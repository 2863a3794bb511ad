package dev.provision.simulator;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FolderFileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.InvalidDatastore;
import com.vmware.vim25.InvalidDatastorePath;
import dev.provision.simulator.DatastoreContents.Place;
import dev.provision.vsphere.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code FileManager}, {@code DatastoreNamespaceManager} and {@code HostDatastoreBrowser}. */
final class FileMethods {
  private static final Duration TIME = Duration.ofMillis(100);

  private final World world;
  private final Tasks tasks;
  private final Authorization authorization;

  FileMethods(World world, Tasks tasks, Authorization authorization) {
    this.world = world;
    this.tasks = tasks;
    this.authorization = authorization;
  }

  void methods(Methods methods) {
    methods
        .on("FileManager", "MakeDirectory", "", this::makeDirectory)
        .on("FileManager", "DeleteDatastoreFile_Task", "", this::delete)
        .on("FileManager", "MoveDatastoreFile_Task", "", in -> transfer(in, true))
        .on("FileManager", "CopyDatastoreFile_Task", "", in -> transfer(in, false))
        .on("DatastoreNamespaceManager", "CreateDirectory", "", this::createDirectory)
        .on("DatastoreNamespaceManager", "DeleteDirectory", "", this::deleteDirectory)
        .on("DatastoreNamespaceManager", "ConvertNamespacePathToUuidPath", "", this::byId)
        .on("HostDatastoreBrowser", "SearchDatastore_Task", "", in -> search(in, false))
        .on("HostDatastoreBrowser", "SearchDatastoreSubFolders_Task", "", in -> search(in, true));
  }

  private Place place(Invocation in, String argument) throws VimFault {
    Place place = world.files().place(in.text(argument));
    authorization.demand(in, place.datastore(), "Datastore.FileManagement");
    return place;
  }

  private void folderOf(Place place) throws VimFault {
    if (!place.folder().isEmpty()) {
      world.files().need(new Place(place.datastore(), place.folder()));
    }
  }

  private Object makeDirectory(Invocation in) throws VimFault {
    Place place = place(in, "name");
    world.files().refuseExisting(place);
    TopFolders.refuseNew(place, world.files());
    if (!in.flag("createParentDirectories", false)) {
      folderOf(place);
    }
    world.files().put(place, new FolderFileInfo());
    return null;
  }

  private Object createDirectory(Invocation in) throws VimFault {
    Place place = new Place(in.object("datastore"), in.text("displayName"));
    authorization.demand(in, place.datastore(), "Datastore.Config");
    if (!place.isObject()) {
      throw invalid(place.datastore());
    }
    world.files().refuseExisting(place);
    world.files().put(place, new FolderFileInfo());
    return TopFolders.mount(place.datastore()) + place.path();
  }

  private static VimFault invalid(Managed datastore) {
    InvalidDatastore fault = new InvalidDatastore();
    fault.datastore = datastore.ref();
    fault.name = datastore.name();
    return Refuse.with(fault, "Invalid datastore '" + datastore.name() + "'.");
  }

  /** {@code ds:///vmfs/volumes/vsan:1/provision/x} as {@code /vmfs/volumes/vsan:1/25d8…/x}. */
  private Object byId(Invocation in) throws VimFault {
    String url = in.text("namespaceUrl");
    Place place = mounted(url.replaceFirst("^ds://", ""), "namespaceUrl");
    if (!TopFolders.areObjects(place.datastore())) {
      throw invalid(place.datastore());
    }
    if (world.files().find(place.top()).isEmpty()) {
      InvalidDatastorePath fault = new InvalidDatastorePath();
      fault.datastorePath = url;
      throw Refuse.with(fault, "Invalid datastore path '" + url + "'.");
    }
    return TopFolders.mount(place.datastore()) + place.path();
  }

  private Place mounted(String path, String argument) throws VimFault {
    for (Managed each : world.all("Datastore")) {
      if (path.startsWith(TopFolders.mount(each))) {
        return new Place(each, path.substring(TopFolders.mount(each).length()));
      }
    }
    throw Refuse.argument(argument, "there is no `" + path + "`");
  }

  private Object deleteDirectory(Invocation in) throws VimFault {
    Place place = mounted(in.text("datastorePath"), "datastorePath");
    authorization.demand(in, place.datastore(), "Datastore.Config");
    if (!place.isObject()) {
      throw invalid(place.datastore());
    }
    world.files().need(place);
    world.files().refuseLocked(place);
    String below = world.files().of(place.datastore()).higherKey(place.path() + "/");
    if (below != null && below.startsWith(place.path() + "/")) {
      TopFolders.refuseGoing(place);
    }
    world.files().remove(place);
    return null;
  }

  private Object delete(Invocation in) throws VimFault {
    Place place = place(in, "name");
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan -> {
          world.files().need(place);
          TopFolders.refuseGoing(place);
          world.files().refuseLocked(place);
          return () -> {
            world.files().refuseLocked(place);
            world.files().remove(place);
            return null;
          };
        });
  }

  private Object transfer(Invocation in, boolean move) throws VimFault {
    Place from = place(in, "sourceName");
    Place to = place(in, "destinationName");
    boolean force = in.flag("force", false);
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan -> {
          FileInfo source = world.files().need(from);
          folderOf(to);
          TopFolders.refuseNew(to, world.files());
          if (!force) {
            world.files().refuseExisting(to);
          }
          if (move) {
            TopFolders.refuseGoing(from);
            world.files().refuseLocked(from);
          }
          long bytes = source.fileSize == null ? 0 : source.fileSize;
          if (!move || from.datastore() != to.datastore()) {
            world.files().room(to.datastore(), bytes);
          }
          return () -> {
            if (move) {
              world.files().refuseLocked(from);
              world.files().move(from, to);
            } else {
              world.files().put(to, DiskUuids.copy(source));
            }
            return null;
          };
        });
  }

  private Object search(Invocation in, boolean deep) throws VimFault {
    Place top = world.files().place(in.text("datastorePath"));
    authorization.demand(in, top.datastore(), "Datastore.Browse");
    HostDatastoreBrowserSearchSpec spec =
        in.maybe("searchSpec", HostDatastoreBrowserSearchSpec.class)
            .orElseGet(HostDatastoreBrowserSearchSpec::new);
    if (spec.details != null && spec.details.fileOwner == null) {
      throw Refuse.incomplete("details", "fileOwner");
    }
    return tasks.start(
        in,
        in.self(),
        TIME.dividedBy(2),
        plan -> {
          if (!top.path().isEmpty()) {
            world.files().need(top);
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
    world
        .files()
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
    for (String each : patterns) {
      StringBuilder regex = new StringBuilder();
      for (char c : each.toCharArray()) {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
      if (name.matches(regex.toString())) {
        return true;
      }
    }
    return false;
  }
}
