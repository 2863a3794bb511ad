package dev.provision.vsphere.survey;

import com.vmware.vim25.FileFault;
import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.InvalidDatastorePath;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.files.TopFolderNames;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.TopFolderIds;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for the ids of the folders that we work in on datastores where folders at the top are
 * objects ({@link TopFolderNames}): one call for each such folder and datastore, none where there
 * is no such datastore. {@code ConvertNamespacePathToUuidPath} answers it (API 6.5; govmomi's
 * content library finder uses it on vSAN). If the server refuses that, as it may on vVol, we ask
 * about a disk that does not exist: the fault names the path with the id. Kubernetes finds it so on
 * vSAN (kubernetes 95447); nobody here has tried it on vVol. Used by the reading thread.
 */
public final class TopFolderReading {
  private static final String NOTHING = "provision~nothing.vmdk";

  private final VimStub api;
  private final ServiceContent content;
  private final VcenterSpec spec;
  private final TopFolderNames names;
  private Set<String> disks = Set.of();

  TopFolderReading(VimStub api, ServiceContent content, VcenterSpec spec, TopFolderNames names) {
    this.api = api;
    this.content = content;
    this.spec = spec;
    this.names = names;
  }

  /**
   * @param disks paths of disks that declarations name
   */
  public void of(Set<String> disks) {
    this.disks = disks;
  }

  /** Asks for all of them. */
  public void all(Inventory read) throws ModuleException {
    for (Item each : read.all("Datastore")) {
      on(each, read, false);
    }
  }

  /** Asks for those on some datastores that are not known yet. */
  void more(Inventory read, Set<ManagedObjectReference> refs) throws ModuleException {
    for (ManagedObjectReference ref : refs) {
      Optional<Item> datastore = read.get(ref).filter(item -> item.type().equals("Datastore"));
      if (datastore.isPresent()) {
        on(datastore.get(), read, true);
      }
    }
  }

  /** Writes down which are there on those datastores where not every call can make them. */
  Snapshot added(Snapshot read) {
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    for (Item each : read.all("Datastore")) {
      if (!new DatastoreFacts(each).makesTopFolders()) {
        Set<String> known = new LinkedHashSet<>(spec.topFolders());
        known.removeIf(top -> !names.isKnown(each.name(), top));
        items.put(each.ref(), each.with(AddedProperties.TOP_FOLDERS, known));
      }
    }
    return items.equals(read.contents().items()) ? read : new Snapshot(read.contents().with(items));
  }

  private void on(Item datastore, Inventory read, boolean unknown) throws ModuleException {
    DatastoreFacts facts = new DatastoreFacts(datastore);
    if (facts.makesTopFolders() || !facts.isAccessible()) {
      return;
    }
    names.seen(datastore.ref(), datastore.name());
    Optional<ManagedObjectReference> datacenter = facts.datacenter(read);
    for (String top : tops(datastore.name())) {
      if (datacenter.isPresent() && !(unknown && names.isKnown(datastore.name(), top))) {
        id(datastore, datacenter.get(), top)
            .ifPresent(id -> names.known(datastore.name(), top, id));
      }
    }
  }

  private Set<String> tops(String datastore) {
    Set<String> tops = new LinkedHashSet<>(spec.topFolders());
    for (String each : disks) {
      DatastorePath.parse(each)
          .filter(path -> path.datastore().equals(datastore))
          .ifPresent(path -> tops.add(path.top()));
    }
    return tops;
  }

  /** Empty when the folder does not exist, or the server does not report it. */
  private Optional<String> id(Item datastore, ManagedObjectReference datacenter, String top)
      throws ModuleException {
    try {
      Optional<String> path = TopFolderIds.path(datastore, datacenter, top, api, content);
      if (path.isPresent()) {
        return path.map(TopFolderNames::idIn).filter(id -> !id.equals(top));
      }
    } catch (VimFault e) {
      if (e.is(InvalidDatastorePath.class) || e.is(FileNotFound.class)) {
        return Optional.empty();
      }
      if (e.isMalformedRequest()) {
        throw Faults.translate(e);
      }
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
    return ofMissingDisk(new DatastorePath(datastore.name(), top + "/" + NOTHING), datacenter);
  }

  private Optional<String> ofMissingDisk(DatastorePath disk, ManagedObjectReference datacenter)
      throws ModuleException {
    try {
      api.queryVirtualDiskUuid(content.getVirtualDiskManager(), disk.toString(), datacenter);
    } catch (VimFault e) {
      if (e.fault() instanceof FileFault fault && fault.getFile() != null) {
        return DatastorePath.parse(fault.getFile())
            .filter(path -> path.name().equals(NOTHING) && path.path().split("/").length == 2)
            .map(DatastorePath::top)
            .filter(top -> !top.equals(disk.top()));
      }
      if (e.isMalformedRequest()) {
        throw Faults.translate(e);
      }
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
    return Optional.empty();
  }
}
