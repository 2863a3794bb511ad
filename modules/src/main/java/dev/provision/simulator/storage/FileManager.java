package dev.provision.simulator.storage;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FolderFileInfo;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;

/** {@code FileManager}: folders and files of datastores. */
public final class FileManager implements ManagedType {
  private static final String TYPE = "FileManager";
  private static final Duration TIME = Duration.ofMillis(100);

  private final DatastoreContents files;
  private final Tasks tasks;
  private final Authorization authorization;

  public FileManager(DatastoreContents files, Tasks tasks, Authorization authorization) {
    this.files = files;
    this.tasks = tasks;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ":")
        .service(TYPE, TYPE, (content, ref) -> content.fileManager = ref)
        .on(TYPE, "MakeDirectory", "", this::makeDirectory)
        .on(TYPE, "DeleteDatastoreFile_Task", "", this::delete)
        .on(TYPE, "MoveDatastoreFile_Task", "", in -> transfer(in, true))
        .on(TYPE, "CopyDatastoreFile_Task", "", in -> transfer(in, false));
  }

  private Place place(Invocation in, String argument) throws VimFault {
    Place place = files.place(in.text(argument));
    authorization.demand(in, place.datastore(), "Datastore.FileManagement");
    return place;
  }

  private void folderOf(Place place) throws VimFault {
    if (!place.folder().isEmpty()) {
      files.need(new Place(place.datastore(), place.folder()));
    }
  }

  private Object makeDirectory(Invocation in) throws VimFault {
    Place place = place(in, "name");
    files.refuseExisting(place);
    files.refuseNew(place);
    if (!in.flag("createParentDirectories", false)) {
      folderOf(place);
    }
    files.put(place, new FolderFileInfo());
    return null;
  }

  private Object delete(Invocation in) throws VimFault {
    Place place = place(in, "name");
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan -> {
          files.need(place);
          place.refuseGoing();
          files.refuseLocked(place);
          return () -> {
            files.refuseLocked(place);
            files.remove(place);
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
          FileInfo source = files.need(from);
          folderOf(to);
          files.refuseNew(to);
          if (!force) {
            files.refuseExisting(to);
          }
          if (move) {
            from.refuseGoing();
            files.refuseLocked(from);
          }
          long bytes = source.fileSize == null ? 0 : source.fileSize;
          if (!move || from.datastore() != to.datastore()) {
            files.room(to.datastore(), bytes);
          }
          return () -> {
            if (move) {
              files.refuseLocked(from);
              files.move(from, to);
            } else {
              files.put(to, DiskUuids.copy(source));
            }
            return null;
          };
        });
  }
}
