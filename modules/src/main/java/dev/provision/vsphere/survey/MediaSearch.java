package dev.provision.vsphere.survey;

import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.files.FileDetail;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.files.DatastoreSearch;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks whether the ISO file in the drive of an image without a disk still exists: the VM does not
 * say when somebody deleted it. One {@code SearchDatastore_Task} for each such image that was read
 * in full, which are those that the playbook names; all run at the same time.
 */
public final class MediaSearch {
  private static final String DEVICES = "config.hardware.device";

  private final VimStub api;
  private final DatastoreSearch.Wait wait;

  MediaSearch(VimStub api, DatastoreSearch.Wait wait) {
    this.api = api;
    this.wait = wait;
  }

  /** The snapshot with the missing files of these images. */
  Snapshot added(Snapshot read, Collection<ManagedObjectReference> refs)
      throws ModuleException, InterruptedException {
    Map<Item, Search> searches = new LinkedHashMap<>();
    for (ManagedObjectReference ref : refs) {
      Optional<Item> image = read.get(ref).filter(MediaSearch::isImage);
      Optional<VirtualCdromIsoBackingInfo> file = image.flatMap(MediaSearch::file);
      if (file.isPresent()) {
        Optional<ManagedObjectReference> browser = browser(image.get(), file.get(), read);
        Optional<Search> search =
            browser.isPresent() ? start(browser.get(), file.get().getFileName()) : Optional.empty();
        search.ifPresent(started -> searches.put(image.get(), started));
      }
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    boolean changed = false;
    for (Map.Entry<Item, Search> each : searches.entrySet()) {
      if (isGone(each.getValue())) {
        Item image = each.getKey();
        Map<String, Object> properties = new HashMap<>(image.properties());
        properties.put(AddedProperties.MEDIUM_GONE, true);
        items.put(image.ref(), new Item(image.ref(), properties, image.missing()));
        changed = true;
      }
    }
    return changed ? new Snapshot(read.contents().with(items)) : read;
  }

  private static boolean isImage(Item vm) {
    return vm.type().equals("VirtualMachine")
        && Marks.of(vm, Marks.ENVIRONMENT).equals(ImageCopy.ENVIRONMENT.toString());
  }

  private static Optional<VirtualCdromIsoBackingInfo> file(Item vm) {
    List<VirtualDevice> devices =
        vm.get(DEVICES, VirtualDevice[].class).map(Arrays::asList).orElse(List.of());
    if (devices.stream().anyMatch(VirtualDisk.class::isInstance)) {
      return Optional.empty();
    }
    return devices.stream()
        .filter(VirtualCdrom.class::isInstance)
        .map(VirtualDevice::getBacking)
        .filter(VirtualCdromIsoBackingInfo.class::isInstance)
        .map(VirtualCdromIsoBackingInfo.class::cast)
        .filter(backing -> backing.getFileName() != null && backing.getFileName().contains("/"))
        .findFirst();
  }

  private static Optional<ManagedObjectReference> browser(
      Item image, VirtualCdromIsoBackingInfo file, Snapshot read) {
    return datastore(image, file, read)
        .filter(store -> store.get("summary.accessible", Boolean.class).orElse(true))
        .flatMap(store -> store.get("browser", ManagedObjectReference.class));
  }

  /** The datastore in the backing; when that has only the name, the VM's datastore of that name. */
  private static Optional<Item> datastore(
      Item image, VirtualCdromIsoBackingInfo file, Snapshot read) {
    if (file.getDatastore() != null) {
      return read.get(file.getDatastore());
    }
    ManagedObjectReference[] all =
        image
            .get("datastore", ManagedObjectReference[].class)
            .orElse(new ManagedObjectReference[0]);
    return Arrays.stream(all)
        .flatMap(ref -> read.get(ref).stream())
        .filter(
            store ->
                DatastorePath.parse(file.getFileName())
                    .filter(path -> path.datastore().equals(store.name()))
                    .isPresent())
        .findFirst();
  }

  /** A search that was started. */
  private record Search(ManagedObjectReference browser, String file, ManagedObjectReference task) {}

  /** Empty when the datastore refuses the search: then nothing is known or reported. */
  private Optional<Search> start(ManagedObjectReference browser, String file)
      throws ModuleException {
    try {
      return Optional.of(new Search(browser, file, task(browser, file)));
    } catch (ModuleException e) {
      if (e.getCause() instanceof VimFault fault && DatastoreSearch.isOfTheDatastore(fault)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private ManagedObjectReference task(ManagedObjectReference browser, String file)
      throws ModuleException {
    DatastorePath path = DatastorePath.of(file);
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setMatchPattern(new String[] {path.name()});
    spec.setDetails(FileDetail.asked());
    return Faults.translated(
        () -> api.searchDatastore_Task(browser, path.folder().toString(), spec));
  }

  private boolean isGone(Search search) throws ModuleException, InterruptedException {
    try {
      return DatastoreSearch.result(
                  search.task(), () -> task(search.browser(), search.file()), wait)
              instanceof HostDatastoreBrowserSearchResults found
          && (found.getFile() == null || found.getFile().length == 0);
    } catch (ModuleException e) {
      if (e.getCause() instanceof VimFault fault) {
        if (fault.is(FileNotFound.class)) {
          return true;
        }
        if (DatastoreSearch.isOfTheDatastore(fault)) {
          return false;
        }
      }
      throw e;
    }
  }
}
