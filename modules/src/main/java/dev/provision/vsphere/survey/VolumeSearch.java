package dev.provision.vsphere.survey;

import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.FileQuery;
import com.vmware.vim25.FolderFileQuery;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VmDiskFileQuery;
import com.vmware.vim25.VmDiskFileQueryFlags;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.files.FileDetail;
import dev.provision.vsphere.files.TopFolderNames;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.LooseDisk;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeHome;
import dev.provision.vsphere.inventory.VolumeListing;
import dev.provision.vsphere.kind.VolumeAnswers;
import dev.provision.vsphere.kind.files.DatastoreSearch;
import dev.provision.vsphere.places.AllowedDatastores;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Searches datastores for an environment's volumes: one {@code SearchDatastoreSubFolders_Task} for
 * each, all at the same time. Works with an API that can only read.
 */
public final class VolumeSearch {
  private final VimStub api;
  private final VcenterSpec spec;
  private final DatastoreSearch.Wait wait;
  private final TopFolderNames names;

  /**
   * @param names the top folders that this API translates in paths
   */
  public VolumeSearch(
      VimStub api, VcenterSpec spec, DatastoreSearch.Wait wait, TopFolderNames names) {
    this.api = api;
    this.spec = spec;
    this.wait = wait;
    this.names = names;
  }

  /** Reads the folders of volumes and images, over the same session. */
  public TopFolderReading topFolders(ServiceContent content) {
    return new TopFolderReading(api, content, spec, names);
  }

  /** Searches for the files of images without a disk, over the same session. */
  MediaSearch media() {
    return new MediaSearch(api, wait);
  }

  /** Searches for the journal of a single ESXi host, over the same session. */
  public JournalSearch journal() {
    return new JournalSearch(api, spec, wait);
  }

  /** Reads EVC modes, over the same session. */
  EvcModeSearch evcModes(ServiceContent content) {
    return new EvcModeSearch(api, content, wait);
  }

  /** Searches for leftovers of instances, over the same session. */
  RemainsSearch remains() {
    return new RemainsSearch(api, wait);
  }

  /**
   * Reads the datastores that the connection allows, and those that are named in addition.
   *
   * @param named names or paths of datastores that declarations name
   * @param disks paths of disks that they name
   */
  VolumeListing all(
      EnvironmentId environment, Set<PlaceName> named, Set<String> disks, Snapshot snapshot)
      throws ModuleException, InterruptedException {
    List<Item> datastores = new ArrayList<>();
    AllowedDatastores allowed = AllowedDatastores.of(spec, snapshot);
    InventoryPath below = spec.below(snapshot);
    for (Item each : snapshot.all("Datastore")) {
      InventoryPath path = snapshot.path(each.ref());
      boolean meant = named.stream().anyMatch(name -> name.fits(path));
      if (path.isBelow(below) && (meant || allowed.allows(new DatastoreFacts(each)))) {
        datastores.add(each);
      }
    }
    return of(environment, datastores, disks, snapshot);
  }

  /** A listing that only says where volumes would be; reads nothing. */
  VolumeListing nothing(EnvironmentId environment) {
    return new VolumeListing(
        VolumeHome.top(spec.volumeDir(), environment), Map.of(), Map.of(), List.of(), List.of());
  }

  /** Reads these datastores again. */
  VolumeListing again(
      EnvironmentId environment,
      Set<ManagedObjectReference> refs,
      Set<String> disks,
      Snapshot snapshot)
      throws ModuleException, InterruptedException {
    List<Item> datastores = refs.stream().flatMap(ref -> snapshot.get(ref).stream()).toList();
    return of(environment, datastores, disks, snapshot);
  }

  private VolumeListing of(
      EnvironmentId environment, List<Item> datastores, Set<String> disks, Snapshot snapshot)
      throws ModuleException, InterruptedException {
    String top = VolumeHome.top(spec.volumeDir(), environment);
    Map<Item, ManagedObjectReference> tasks = new LinkedHashMap<>();
    Map<ManagedObjectReference, String> unread = new LinkedHashMap<>();
    for (Item each : datastores) {
      Optional<ManagedObjectReference> browser = each.get("browser", ManagedObjectReference.class);
      if (!each.get("summary.accessible", Boolean.class).orElse(true)) {
        unread.put(each.ref(), "it is not accessible");
      } else if (browser.isEmpty()) {
        unread.put(each.ref(), "its files cannot be listed");
      } else {
        start(browser.get(), "[" + each.name() + "] " + top, each, tasks, unread);
      }
    }
    Map<ManagedObjectReference, List<HostDatastoreBrowserSearchResults>> answers =
        new LinkedHashMap<>();
    List<VolumeFolder> folders = new ArrayList<>();
    for (Map.Entry<Item, ManagedObjectReference> each : tasks.entrySet()) {
      Item datastore = each.getKey();
      try {
        List<HostDatastoreBrowserSearchResults> found = found(datastore, each.getValue(), top);
        answers.put(datastore.ref(), found);
        folders.addAll(VolumeAnswers.folders(datastore.ref(), datastore.name(), top, found));
      } catch (ModuleException e) {
        if (Faults.is(e, FileNotFound.class)) {
          answers.put(datastore.ref(), List.of());
        } else if (e.getCause() instanceof VimFault fault
            && DatastoreSearch.isOfTheDatastore(fault)) {
          unread.put(datastore.ref(), e.getMessage());
        } else {
          throw e;
        }
      }
    }
    List<LooseDisk> loose = new ArrayList<>();
    for (Item each : tasks.keySet()) {
      if (answers.containsKey(each.ref())) {
        for (String disk : LooseDisks.lookedFor(each.name(), disks, folders)) {
          try {
            Optional<LooseDisks.Answer> found =
                LooseDisks.find(disk, each, spec(), api, wait, snapshot);
            found.map(LooseDisks.Answer::answer).ifPresent(a -> add(answers, each.ref(), a));
            found.map(LooseDisks.Answer::disk).ifPresent(loose::add);
          } catch (ModuleException e) {
            if (!(e.getCause() instanceof VimFault fault
                && DatastoreSearch.isOfTheDatastore(fault))) {
              throw e;
            }
            unread.put(each.ref(), "of `" + disk + "` it says: " + e.getMessage());
          }
        }
      }
    }
    return new VolumeListing(top, answers, unread, folders, loose);
  }

  private List<HostDatastoreBrowserSearchResults> found(
      Item datastore, ManagedObjectReference task, String top)
      throws ModuleException, InterruptedException {
    ManagedObjectReference browser =
        datastore.get("browser", ManagedObjectReference.class).orElseThrow();
    String folder = "[" + datastore.name() + "] " + top;
    return VolumeAnswers.of(
        DatastoreSearch.result(
            task,
            () ->
                Faults.translated(
                    () -> api.searchDatastoreSubFolders_Task(browser, folder, spec())),
            wait));
  }

  private static void add(
      Map<ManagedObjectReference, List<HostDatastoreBrowserSearchResults>> answers,
      ManagedObjectReference datastore,
      HostDatastoreBrowserSearchResults answer) {
    List<HostDatastoreBrowserSearchResults> all = new ArrayList<>(answers.get(datastore));
    all.add(answer);
    answers.put(datastore, all);
  }

  private void start(
      ManagedObjectReference browser,
      String folder,
      Item datastore,
      Map<Item, ManagedObjectReference> tasks,
      Map<ManagedObjectReference, String> unread)
      throws ModuleException {
    try {
      tasks.put(
          datastore,
          Faults.translated(() -> api.searchDatastoreSubFolders_Task(browser, folder, spec())));
    } catch (ModuleException e) {
      if (!(e.getCause() instanceof VimFault fault && DatastoreSearch.isOfTheDatastore(fault))) {
        throw e;
      }
      unread.put(datastore.ref(), e.getMessage());
    }
  }

  /** Disks with their sizes, and folders; a server that gets no pattern may find nothing. */
  private static HostDatastoreBrowserSearchSpec spec() {
    VmDiskFileQueryFlags told = new VmDiskFileQueryFlags();
    told.setCapacityKb(true);
    told.setThin(true);
    told.setDiskType(true);
    VmDiskFileQuery disks = new VmDiskFileQuery();
    disks.setDetails(told);
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setQuery(new FileQuery[] {disks, new FolderFileQuery()});
    spec.setDetails(FileDetail.asked(FileDetail.TYPE, FileDetail.SIZE));
    spec.setMatchPattern(new String[] {"*"});
    return spec;
  }
}
