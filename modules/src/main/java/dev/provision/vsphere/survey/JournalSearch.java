package dev.provision.vsphere.survey;

import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.FileQuery;
import com.vmware.vim25.FolderFileQuery;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.files.FileDetail;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.DatastoreJournal;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.HasActivities;
import dev.provision.vsphere.kind.VolumeAnswers;
import dev.provision.vsphere.kind.files.DatastoreSearch;
import dev.provision.vsphere.places.AllowedDatastores;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the journal of an environment on the datastores of a single ESXi host, with one search for
 * each. It searches all of them, because the connection may have allowed another one when the
 * journal was begun. It does nothing on a vCenter, whose journal is read with its folders, nor for
 * a playbook that needs none. Used by the reading thread.
 */
public final class JournalSearch {
  private final VimStub api;
  private final VcenterSpec spec;
  private final DatastoreSearch.Wait wait;
  private Optional<EnvironmentId> environment = Optional.empty();

  JournalSearch(VimStub api, VcenterSpec spec, DatastoreSearch.Wait wait) {
    this.api = api;
    this.spec = spec;
    this.wait = wait;
  }

  /** Learns whether a survey needs the journal, and whose. */
  public void of(Survey what) {
    boolean wanted =
        what.undeclared()
            || what.declarations().stream()
                .anyMatch(
                    each ->
                        each.spec() instanceof HasActivities does
                            && does.activities(spec).contains(Activities.JOURNAL));
    environment = wanted ? Optional.of(what.environment()) : Optional.empty();
  }

  /** The snapshot with what was found on all datastores. */
  public Snapshot all(Snapshot read) throws ModuleException, InterruptedException {
    return on(read.all("Datastore"), read);
  }

  /** The snapshot with these datastores searched again. */
  Snapshot again(Snapshot read, Set<ManagedObjectReference> refs)
      throws ModuleException, InterruptedException {
    List<Item> some =
        read.all("Datastore").stream().filter(item -> refs.contains(item.ref())).toList();
    return some.isEmpty() ? read : on(some, read);
  }

  private Snapshot on(Iterable<Item> datastores, Snapshot read)
      throws ModuleException, InterruptedException {
    if (environment.isEmpty() || !DirectHost.is(read)) {
      return read;
    }
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    for (Item each : datastores) {
      items.put(each.ref(), each.with(AddedProperties.JOURNAL, journal(each)));
    }
    return decided(new Snapshot(read.contents().with(items)));
  }

  private DatastoreJournal journal(Item datastore) throws ModuleException, InterruptedException {
    Optional<ManagedObjectReference> browser =
        datastore.get("browser", ManagedObjectReference.class);
    if (browser.isEmpty() || !new DatastoreFacts(datastore).isAccessible()) {
      return DatastoreJournal.unread("it is not accessible");
    }
    String top = "[" + datastore.name() + "] " + DatastoreJournal.top(environment.orElseThrow());
    HostDatastoreBrowserSearchSpec folders = new HostDatastoreBrowserSearchSpec();
    folders.setQuery(new FileQuery[] {new FolderFileQuery()});
    folders.setDetails(FileDetail.asked(FileDetail.TYPE));
    folders.setMatchPattern(new String[] {"*"});
    try {
      Object found =
          DatastoreSearch.result(
              () ->
                  Faults.translated(
                      () -> api.searchDatastoreSubFolders_Task(browser.get(), top, folders)),
              wait);
      return DatastoreJournal.read(VolumeAnswers.of(found));
    } catch (ModuleException e) {
      if (Faults.is(e, FileNotFound.class)) {
        return DatastoreJournal.read(List.of());
      }
      if (e.getCause() instanceof VimFault fault && DatastoreSearch.isOfTheDatastore(fault)) {
        return DatastoreJournal.unread(e.getMessage());
      }
      throw e;
    }
  }

  /**
   * Chooses the datastore that keeps new entries: the one with the environment's folder, else the
   * first by path of those that the connection allows and the host can write to. None while there
   * is no such folder and a datastore that is allowed cannot be searched: the journal may be there.
   */
  private Snapshot decided(Snapshot read) {
    AllowedDatastores allowed = AllowedDatastores.of(spec, read);
    List<Item> sorted =
        read.all("Datastore").stream()
            .filter(each -> DatastoreJournal.of(each).isPresent())
            .sorted(Comparator.comparing(each -> read.path(each.ref()).toString()))
            .toList();
    Optional<Item> there = sorted.stream().filter(each -> journalOf(each).isThere()).findFirst();
    Optional<Item> unread =
        sorted.stream()
            .filter(each -> allowed.allows(new DatastoreFacts(each)))
            .filter(each -> !journalOf(each).unread().isEmpty())
            .findFirst();
    Optional<Item> keeper =
        there.isPresent() || unread.isPresent()
            ? there
            : sorted.stream()
                .map(DatastoreFacts::new)
                .filter(each -> allowed.allows(each) && isWritable(each, read))
                .map(DatastoreFacts::item)
                .findFirst();
    String why =
        keeper.isPresent()
            ? ""
            : unread
                .map(
                    each ->
                        "datastore `"
                            + each.name()
                            + "`, which may have it, cannot be read: "
                            + journalOf(each).unread())
                .orElse("the host can write to none of " + allowed.text());
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    for (Item each : sorted) {
      boolean here = keeper.filter(item -> item.ref().equals(each.ref())).isPresent();
      items.put(each.ref(), each.with(AddedProperties.JOURNAL, journalOf(each).decided(here, why)));
    }
    return new Snapshot(read.contents().with(items));
  }

  private static DatastoreJournal journalOf(Item datastore) {
    return DatastoreJournal.of(datastore).orElseThrow();
  }

  private static boolean isWritable(DatastoreFacts datastore, Snapshot read) {
    return read.all("HostSystem").stream().allMatch(host -> datastore.isWritableFrom(host.ref()));
  }
}
