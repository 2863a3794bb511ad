package dev.provision.simulator.storage;

import com.vmware.vim25.CannotDeleteFile;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.vsphere.wire.VimFault;

/**
 * A file's place: {@code [ds1] web/web.vmdk}. Where top folders are objects it is the one with the
 * object's id, whichever name it was asked for by.
 */
public record Place(Managed datastore, String path) {
  public Place {
    path = TopFolders.byId(datastore, path);
  }

  /** Whether it is a folder or file at the top of a datastore where these are objects. */
  boolean isObject() {
    return folder().isEmpty() && !path.isEmpty() && TopFolders.areObjects(datastore);
  }

  /** Refuses to delete or move an object by a call that is for plain folders. */
  void refuseGoing() throws VimFault {
    if (isObject()) {
      CannotDeleteFile fault = new CannotDeleteFile();
      fault.file = text();
      throw Refuse.with(fault, "Cannot delete file " + text());
    }
  }

  /** The folder at the datastore's top that it lies in, or that it is. */
  Place top() {
    return new Place(datastore, path.split("/", 2)[0]);
  }

  public String text() {
    return "[" + datastore.name() + "] " + path;
  }

  public Place sibling(String name) {
    int slash = path.lastIndexOf('/');
    return new Place(datastore, slash < 0 ? name : path.substring(0, slash + 1) + name);
  }

  public String folder() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  public String lastName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
