package dev.provision.simulator;

import com.vmware.vim25.CannotCreateFile;
import com.vmware.vim25.CannotDeleteFile;
import com.vmware.vim25.DatastoreCapability;
import dev.provision.simulator.DatastoreContents.Place;
import dev.provision.vsphere.wire.VimFault;
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
    String type = datastore.get("sim.type", String.class);
    return "vsan".equalsIgnoreCase(type) || "vvol".equalsIgnoreCase(type);
  }

  static DatastoreCapability capability(Managed datastore) {
    DatastoreCapability capability = new DatastoreCapability();
    capability.directoryHierarchySupported = true;
    capability.perFileThinProvisioningSupported = true;
    capability.topLevelDirectoryCreateSupported = !areObjects(datastore);
    return capability;
  }

  /** {@code /vmfs/volumes/vsan:datastore-12/}. */
  static String mount(Managed datastore) {
    return "/vmfs/volumes/" + (areObjects(datastore) ? "vsan:" : "") + datastore.id() + "/";
  }

  /** Refuses what makes no folder at the top of a datastore and would need it. */
  static void refuseNew(Place place, DatastoreContents files) throws VimFault {
    if (areObjects(place.datastore()) && files.find(place.top()).isEmpty()) {
      CannotCreateFile fault = new CannotCreateFile();
      fault.file = place.text();
      throw Refuse.with(fault, "Cannot create file " + place.text() + ": not implemented");
    }
  }

  /** Refuses what takes no folder away from the top of a datastore. */
  static void refuseGoing(Place place) throws VimFault {
    if (place.isObject()) {
      CannotDeleteFile fault = new CannotDeleteFile();
      fault.file = place.text();
      throw Refuse.with(fault, "Cannot delete file " + place.text());
    }
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
