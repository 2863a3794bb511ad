package dev.provision.vsphere.lease;

import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.FileQuery;
import com.vmware.vim25.FolderFileQuery;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.files.FileDetail;
import dev.provision.vsphere.inventory.DatastoreJournal;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.EntryPlace;
import dev.provision.vsphere.journal.NumberedText;
import dev.provision.vsphere.kind.VolumeAnswers;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import dev.provision.vsphere.kind.files.DatastoreSearch;
import dev.provision.vsphere.places.AllowedDatastores;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.wire.Faults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The leases on a single ESXi host, which has no folders and keeps no custom attributes: a folder
 * {@code [nas1] provision/leases/ci-main/lease-1}, with the mark as a journal entry has it. {@code
 * MakeDirectory} refuses the second of two.
 */
final class DatastoreLeases implements LeaseStore {
  private static final Pattern NAME = Pattern.compile("lease-([1-9][0-9]{0,8})");

  private final EnvironmentId environment;
  private final VcenterSpec vcenter;
  private final VsphereWriter write;
  private final String top;

  /** The datastores that have the environment's folder, as far as they were searched. */
  private final Set<ManagedObjectReference> begun = new HashSet<>();

  /**
   * @param write one that writes without a lease
   */
  DatastoreLeases(EnvironmentId environment, VcenterSpec vcenter, VsphereWriter write) {
    this.environment = environment;
    this.vcenter = vcenter;
    this.write = write;
    this.top = DatastoreJournal.top(environment);
  }

  /** All that can be read: the connection of another run may allow another one. */
  @Override
  public List<FoundLease> all() throws ModuleException, InterruptedException {
    List<FoundLease> all = new ArrayList<>();
    for (Item datastore : datastores()) {
      all.addAll(on(datastore));
    }
    return all;
  }

  @Override
  public List<FoundLease> beside(FoundLease ours) throws ModuleException, InterruptedException {
    return on(datastore(ours));
  }

  private List<Item> datastores() {
    Inventory read = write.inventory();
    return read.all("Datastore").stream()
        .filter(each -> new DatastoreFacts(each).isAccessible())
        .sorted(Comparator.comparing(each -> read.path(each.ref()).toString()))
        .toList();
  }

  private List<FoundLease> on(Item datastore) throws ModuleException, InterruptedException {
    List<FoundLease> found = new ArrayList<>();
    DatastoreJournal journal = journal(datastore);
    if (journal.isThere()) {
      begun.add(datastore.ref());
    }
    NumberedText.in(top, datastore.ref(), journal)
        .forEach(
            (place, text) -> {
              Matcher name = NAME.matcher(place.path().substring(top.length() + 1));
              if (name.matches()) {
                found.add(
                    new FoundLease(
                        place,
                        Integer.parseInt(name.group(1)),
                        LeaseMark.parse(text)
                            .filter(mark -> mark.environment().equals(environment.toString()))));
              }
            });
    return found;
  }

  private DatastoreJournal journal(Item datastore) throws ModuleException, InterruptedException {
    Optional<ManagedObjectReference> browser =
        datastore.get("browser", ManagedObjectReference.class);
    if (browser.isEmpty()) {
      return DatastoreJournal.read(List.of());
    }
    HostDatastoreBrowserSearchSpec folders = new HostDatastoreBrowserSearchSpec();
    folders.setQuery(new FileQuery[] {new FolderFileQuery()});
    folders.setDetails(FileDetail.asked(FileDetail.TYPE));
    folders.setMatchPattern(new String[] {"*"});
    String path = "[" + datastore.name() + "] " + top;
    try {
      return DatastoreJournal.read(
          VolumeAnswers.of(
              DatastoreSearch.result(
                  () ->
                      write.task(
                          api ->
                              api.searchDatastoreSubFolders_Task(browser.get(), path, folders)))));
    } catch (ModuleException e) {
      if (Faults.is(e, FileNotFound.class)) {
        return DatastoreJournal.read(List.of());
      }
      throw e;
    }
  }

  @Override
  public Instant now() throws ModuleException {
    return write.call(api -> api.currentTime(InventoryLeases.SERVICE)).toInstant();
  }

  @Override
  public Optional<FoundLease> make(Optional<FoundLease> after)
      throws ModuleException, InterruptedException {
    int number = after.map(FoundLease::number).orElse(0) + 1;
    Item datastore = after.isPresent() ? datastore(after.get()) : keeper();
    DatastoreFiles files = files(datastore);
    String path = top + "/lease-" + number;
    try {
      files.makeFolder(top);
      return files.makeNewFolder(path)
          ? Optional.of(
              new FoundLease(
                  new EntryPlace.Files(datastore.ref(), path, List.of()), number, Optional.empty()))
          : Optional.empty();
    } catch (ModuleException e) {
      if (Faults.is(e, FileNotFound.class)) {
        return Optional.empty(); // the run that had the last one has just cleared the folder away
      }
      throw e;
    }
  }

  /** That which has the environment's folder, else the first that may and can be written to. */
  private Item keeper() throws ModuleException {
    Optional<Item> there =
        datastores().stream().filter(each -> begun.contains(each.ref())).findFirst();
    if (there.isPresent()) {
      return there.get();
    }
    Inventory read = write.inventory();
    AllowedDatastores allowed = AllowedDatastores.of(vcenter, read);
    return datastores().stream()
        .filter(each -> allowed.allows(new DatastoreFacts(each)))
        .filter(
            each ->
                read.all("HostSystem").stream()
                    .allMatch(host -> new DatastoreFacts(each).isWritableFrom(host.ref())))
        .findFirst()
        .orElseThrow(
            () -> ModuleException.refused("the host can write to none of " + allowed.text()));
  }

  @Override
  public FoundLease mark(FoundLease lease, LeaseMark mark)
      throws ModuleException, InterruptedException {
    EntryPlace.Files place =
        NumberedText.write(
            (EntryPlace.Files) lease.place(), mark.toString(), files(datastore(lease)));
    return new FoundLease(place, lease.number(), Optional.of(mark));
  }

  /** With the environment's folder, when nothing else is in it. */
  @Override
  public void delete(FoundLease lease) throws ModuleException, InterruptedException {
    DatastoreFiles files = files(datastore(lease));
    NumberedText.delete((EntryPlace.Files) lease.place(), files);
    if (files.contents(top).isEmpty()) {
      files.delete(top);
    }
  }

  private Item datastore(FoundLease lease) {
    return write
        .inventory()
        .get(((EntryPlace.Files) lease.place()).datastore())
        .orElseThrow(() -> new IllegalStateException("a lease on a datastore that is not there"));
  }

  private DatastoreFiles files(Item datastore) throws ModuleException {
    return new DatastoreFiles(write, DirectHost.datacenter(write.inventory()), datastore);
  }
}
