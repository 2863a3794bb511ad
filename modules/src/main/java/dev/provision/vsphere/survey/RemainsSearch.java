package dev.provision.vsphere.survey;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.FileQuery;
import com.vmware.vim25.FolderFileQuery;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.files.FileDetail;
import dev.provision.vsphere.inventory.HostRemains;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.files.DatastoreSearch;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds folders of instances on the datastores of a single ESXi host, with one search for each:
 * there an instance is a folder with files before it is a VM, and a run may end between the two. A
 * vCenter makes a VM with one call, so there it asks nothing. Used by the reading thread.
 */
final class RemainsSearch {
  private static final String VMX = ".vmx";
  private static final String DISK = ".vmdk";

  private final VimStub api;
  private final DatastoreSearch.Wait wait;
  private Optional<EnvironmentId> environment = Optional.empty();
  private Map<String, Address> declared = Map.of();

  RemainsSearch(VimStub api, DatastoreSearch.Wait wait) {
    this.api = api;
    this.wait = wait;
  }

  /** Learns what to look for: nothing when a survey has no declarations and deletes nothing. */
  void of(Survey what) {
    environment =
        what.undeclared() || !what.declarations().isEmpty()
            ? Optional.of(what.environment())
            : Optional.empty();
    declared = new HashMap<>();
    for (Declaration<?> each : what.declarations()) {
      if (!each.common().absent()) {
        declared.put(Identity.instanceUuid(what.environment(), each.address()), each.address());
      }
    }
  }

  /** The snapshot with the folders on all datastores. */
  Snapshot all(Snapshot read) throws ModuleException, InterruptedException {
    if (environment.isEmpty() || !DirectHost.is(read)) {
      return read;
    }
    List<HostRemains> found = new ArrayList<>();
    for (Item datastore : read.all("Datastore")) {
      found.addAll(on(datastore));
    }
    return new Snapshot(read.contents().with(found));
  }

  /** The snapshot with some datastores searched again. */
  Snapshot again(Snapshot read, Set<ManagedObjectReference> refs)
      throws ModuleException, InterruptedException {
    if (environment.isEmpty()
        || !DirectHost.is(read)
        || refs.stream().noneMatch(ref -> ref.getType().equals("Datastore"))) {
      return read;
    }
    List<HostRemains> found =
        read.remains().stream()
            .filter(each -> !refs.contains(each.datastore()))
            .collect(Collectors.toCollection(ArrayList::new));
    for (ManagedObjectReference ref : new LinkedHashSet<>(refs)) {
      Optional<Item> datastore = read.get(ref).filter(item -> item.type().equals("Datastore"));
      if (datastore.isPresent()) {
        found.addAll(on(datastore.get()));
      }
    }
    return new Snapshot(read.contents().with(found));
  }

  private List<HostRemains> on(Item datastore) throws ModuleException, InterruptedException {
    Optional<ManagedObjectReference> browser =
        datastore.get("browser", ManagedObjectReference.class);
    if (browser.isEmpty() || !new DatastoreFacts(datastore).isAccessible()) {
      return List.of(unread(datastore, "the datastore is not accessible"));
    }
    try {
      return seen(datastore, browser.get());
    } catch (ModuleException e) {
      if (e.getCause() instanceof VimFault fault && DatastoreSearch.isOfTheDatastore(fault)) {
        return List.of(unread(datastore, e.getMessage()));
      }
      throw e;
    }
  }

  private static HostRemains unread(Item datastore, String why) {
    return HostRemains.unread(datastore.ref(), datastore.name(), why);
  }

  private List<HostRemains> seen(Item datastore, ManagedObjectReference browser)
      throws ModuleException, InterruptedException {
    String top = "[" + datastore.name() + "]";
    String prefix = Identity.prefix(environment.orElseThrow());
    List<HostRemains> found = new ArrayList<>();
    for (String uuid : names(browser, top, prefix + "*", true)) {
      if (uuid.startsWith(prefix)) {
        List<String> files = names(browser, top + " " + uuid, "*", false);
        found.add(
            new HostRemains(
                datastore.ref(),
                datastore.name(),
                uuid,
                Optional.ofNullable(declared.get(uuid)).orElseGet(() -> address(uuid, files)),
                files.stream().anyMatch(file -> file.endsWith(VMX)),
                ""));
      }
    }
    return found;
  }

  /** The root disk has the instance's name; the uuid must be the one computed from that name. */
  private Address address(String uuid, List<String> files) {
    return files.stream()
        .filter(file -> file.endsWith(DISK))
        .map(file -> new Address("instance", file.substring(0, file.length() - DISK.length())))
        .filter(each -> Identity.instanceUuid(environment.orElseThrow(), each).equals(uuid))
        .findFirst()
        .orElseGet(() -> new Address("instance", uuid));
  }

  /** Names in one folder; none when it no longer exists. */
  private List<String> names(
      ManagedObjectReference browser, String folder, String pattern, boolean folders)
      throws ModuleException, InterruptedException {
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setDetails(FileDetail.asked(FileDetail.TYPE));
    spec.setMatchPattern(new String[] {pattern});
    if (folders) {
      spec.setQuery(new FileQuery[] {new FolderFileQuery()});
    }
    Object result;
    try {
      result =
          DatastoreSearch.result(
              () -> Faults.translated(() -> api.searchDatastore_Task(browser, folder, spec)), wait);
    } catch (ModuleException e) {
      if (Faults.is(e, FileNotFound.class)) {
        return List.of();
      }
      throw e;
    }
    List<String> names = new ArrayList<>();
    if (result instanceof HostDatastoreBrowserSearchResults found && found.getFile() != null) {
      for (FileInfo file : found.getFile()) {
        names.add(file.getPath());
      }
    }
    return names;
  }
}
