package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.DatastoreJournal;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The journal on a single ESXi host, {@code [nas1] provision/leases/ci-main}: a folder for each
 * entry, with its mark as {@link NumberedText}. {@code provision/leases} is of all environments and
 * is kept, as deleting it could take another one's journal along.
 */
final class DatastoreHome implements JournalHome {
  /** {@code network.app_on_ha-host}; a long one has a hash at its end; or a lease. */
  private static final Pattern ENTRY =
      Pattern.compile("[a-z_]+\\..+(_on_|=7e).+|lease-[1-9][0-9]*");

  @Override
  public List<JournalEntry> entries(EnvironmentId environment, Inventory read) {
    List<JournalEntry> entries = new ArrayList<>();
    for (Item datastore : datastores(read)) {
      places(environment, datastore)
          .forEach(
              (place, text) ->
                  EntryMark.parse(text)
                      .filter(mark -> mark.isOf(environment))
                      .ifPresent(
                          mark -> entries.add(new JournalEntry(place, mark, Optional.empty()))));
    }
    return entries;
  }

  /** The entries of a datastore, each with its newest whole text; empty for one without. */
  private static Map<EntryPlace.Files, String> places(EnvironmentId environment, Item datastore) {
    return NumberedText.in(
        DatastoreJournal.top(environment),
        datastore.ref(),
        DatastoreJournal.of(datastore).orElseThrow());
  }

  /** Those that were searched, in an order that does not change. */
  private static List<Item> datastores(Inventory read) {
    return read.all("Datastore").stream()
        .filter(each -> DatastoreJournal.of(each).isPresent())
        .sorted(Comparator.comparing(each -> read.path(each.ref()).toString()))
        .toList();
  }

  @Override
  public Optional<String> whyNot(Inventory read) {
    return datastores(read).stream()
        .flatMap(each -> DatastoreJournal.of(each).stream())
        .map(DatastoreJournal::whyNone)
        .filter(why -> !why.isEmpty())
        .findFirst();
  }

  @Override
  public Optional<Found> find(EnvironmentId environment, Inventory read) {
    String top = DatastoreJournal.top(environment);
    List<ManagedObjectReference> in = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Item datastore : datastores(read)) {
      DatastoreJournal journal = DatastoreJournal.of(datastore).orElseThrow();
      if (journal.isThere()) {
        in.add(datastore.ref());
        paths.add(new DatastorePath(datastore.name(), top).toString());
        journal.folders(top).stream()
            .filter(path -> !path.contains("/") && !isNamedAsEntry(path))
            .map(path -> new DatastorePath(datastore.name(), top + "/" + path).toString())
            .forEach(others::add);
      }
    }
    return in.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(in, String.join(", ", paths), others));
  }

  private static boolean isNamedAsEntry(String name) {
    return ENTRY.matcher(name).matches();
  }

  @Override
  public JournalEntry put(
      EnvironmentId environment, String name, EntryMark mark, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Inventory read = write.inventory();
    String path = DatastoreJournal.top(environment) + "/" + FolderText.encoded(name);
    Optional<EntryPlace.Files> there =
        datastores(read).stream()
            .flatMap(each -> places(environment, each).keySet().stream())
            .filter(place -> place.path().equals(path))
            .findFirst();
    EntryPlace.Files place =
        there.isPresent() ? there.get() : new EntryPlace.Files(keeper(read).ref(), path, List.of());
    return write(place, mark, write);
  }

  private static Item keeper(Inventory read) throws ModuleException {
    return datastores(read).stream()
        .filter(each -> DatastoreJournal.of(each).filter(DatastoreJournal::keeps).isPresent())
        .findFirst()
        .orElseThrow(() -> ModuleException.refused("no datastore can keep the journal"));
  }

  @Override
  public JournalEntry set(JournalEntry entry, EntryMark mark, VsphereWriter write)
      throws ModuleException, InterruptedException {
    return write((EntryPlace.Files) entry.place(), mark, write);
  }

  private static JournalEntry write(EntryPlace.Files place, EntryMark mark, VsphereWriter write)
      throws ModuleException, InterruptedException {
    return new JournalEntry(
        NumberedText.write(place, mark.toString(), files(place.datastore(), write)),
        mark,
        Optional.empty());
  }

  @Override
  public void forget(JournalEntry entry, VsphereWriter write)
      throws ModuleException, InterruptedException {
    EntryPlace.Files place = (EntryPlace.Files) entry.place();
    NumberedText.delete(place, files(place.datastore(), write));
  }

  @Override
  public void remove(Found home, VsphereWriter write) throws ModuleException, InterruptedException {
    for (ManagedObjectReference datastore : home.in()) {
      DatastoreFiles files = files(datastore, write);
      String top =
          Arrays.stream(home.path().split(", "))
              .map(DatastorePath::of)
              .filter(path -> path.datastore().equals(files.datastoreName()))
              .findFirst()
              .orElseThrow()
              .path();
      for (String name : files.contents(top)) {
        if (!isNamedAsEntry(name)) {
          throw ModuleException.refused(
              "`" + files.at(top) + "` still holds `" + name + "`, which is not ours");
        }
        NumberedText.demandOurs(top + "/" + name, files);
      }
      files.delete(top);
    }
  }

  private static DatastoreFiles files(ManagedObjectReference datastore, VsphereWriter write)
      throws ModuleException {
    write.touched(datastore);
    Inventory read = write.inventory();
    return new DatastoreFiles(
        write, DirectHost.datacenter(read), read.get(datastore).orElseThrow());
  }
}
