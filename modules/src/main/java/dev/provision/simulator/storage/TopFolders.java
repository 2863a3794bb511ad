package dev.provision.simulator.storage;

import com.vmware.vim25.DatastoreCapability;
import dev.provision.simulator.world.Managed;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The folders at the top of vSAN and vVol datastores. Each is an object of its own, which only the
 * {@code DatastoreNamespaceManager} makes and deletes; the server shows it by the object's id, and
 * takes its name too. So it is reported of real ones: govmomi's issue 541 and vcsim's {@code
 * datastore.go}.
 */
final class TopFolders {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private TopFolders() {}

  /** What a copied vCenter said, else what its type is known for. */
  static boolean areObjects(Managed datastore) {
    DatastoreCapability told = datastore.get("capability", DatastoreCapability.class);
    if (told != null && told.topLevelDirectoryCreateSupported != null) {
      return !told.topLevelDirectoryCreateSupported;
    }
    String type = datastore.get(DatastoreContents.TYPE, String.class);
    return "vsan".equalsIgnoreCase(type) || "vvol".equalsIgnoreCase(type);
  }

  static DatastoreCapability capability(Managed datastore) {
    DatastoreCapability capability = new DatastoreCapability();
    capability.directoryHierarchySupported = true;
    capability.perFileThinProvisioningSupported = true;
    capability.storageIORMSupported = true;
    capability.nativeSnapshotSupported = false;
    capability.topLevelDirectoryCreateSupported = !areObjects(datastore);
    return capability;
  }

  /** {@code /vmfs/volumes/vsan:datastore-12/}. */
  static String mount(Managed datastore) {
    return "/vmfs/volumes/" + (areObjects(datastore) ? "vsan:" : "") + datastore.id() + "/";
  }

  /** A path with the id of its top folder, where that is an object. */
  static String byId(Managed datastore, String path) {
    int slash = path.indexOf('/');
    String top = slash < 0 ? path : path.substring(0, slash);
    if (top.isEmpty() || !areObjects(datastore) || ID.matcher(top).matches()) {
      return path;
    }
    byte[] name = (datastore.id() + "/" + top).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name) + (slash < 0 ? "" : path.substring(slash));
  }
}
