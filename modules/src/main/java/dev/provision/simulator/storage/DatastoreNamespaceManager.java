package dev.provision.simulator.storage;

import com.vmware.vim25.FolderFileInfo;
import com.vmware.vim25.InvalidDatastore;
import com.vmware.vim25.InvalidDatastorePath;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;

/** {@code DatastoreNamespaceManager}: the folders at the top of vSAN and vVol datastores. */
public final class DatastoreNamespaceManager implements ManagedType {
  private static final String TYPE = "DatastoreNamespaceManager";

  private final World world;
  private final DatastoreContents files;
  private final Authorization authorization;

  public DatastoreNamespaceManager(
      World world, DatastoreContents files, Authorization authorization) {
    this.world = world;
    this.files = files;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ":")
        .service(TYPE, TYPE, (content, ref) -> content.datastoreNamespaceManager = ref)
        .on(TYPE, "CreateDirectory", "", this::createDirectory)
        .on(TYPE, "DeleteDirectory", "", this::deleteDirectory)
        .on(TYPE, "ConvertNamespacePathToUuidPath", "", this::byId);
  }

  private Object createDirectory(Invocation in) throws VimFault {
    Place place = new Place(in.object("datastore"), in.text("displayName"));
    authorization.demand(in, place.datastore(), "Datastore.Config");
    if (!place.isObject()) {
      throw invalid(place.datastore());
    }
    files.refuseExisting(place);
    files.put(place, new FolderFileInfo());
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
    if (files.find(place.top()).isEmpty()) {
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
    files.need(place);
    files.refuseLocked(place);
    String below = files.of(place.datastore()).higherKey(place.path() + "/");
    if (below != null && below.startsWith(place.path() + "/")) {
      place.refuseGoing();
    }
    files.remove(place);
    return null;
  }
}
