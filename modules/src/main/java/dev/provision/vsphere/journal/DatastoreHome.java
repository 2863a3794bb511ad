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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The journal on a single ESXi host, {@code [nas1] provision/leases/ci-main}: a folder for each
 * entry, in it a folder for each mark that was written, {@code 1}, {@code 2}, and in that the
 * mark's text as names of folders ({@link FolderText}). The highest number whose text is whole
 * counts, and the lower ones are deleted after it was written, so a run may end between any two
 * calls. A number is made by a {@code MakeDirectory} without parents, which the server refuses to
 * the second of two runs. {@code provision/leases} is of all environments and is kept, as deleting
 * it could take another one's journal along.
 */
final class DatastoreHome implements JournalHome {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  /** {@code network.app_on_ha-host}; a long one has a hash at its end. */
  private static final Pattern ENTRY = Pattern.compile("[a-z_]+\\..+(_on_|=7e).+");

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
    String top = DatastoreJournal.top(environment);
    Map<String, SortedSet<Integer>> numbers = new LinkedHashMap<>();
    Map<String, Map<Integer, String>> texts = new HashMap<>();
    for (String path :
        DatastoreJournal.of(datastore).map(journal -> journal.folders(top)).orElseThrow()) {
      List<String> names = Arrays.asList(path.split("/"));
      String entry = names.get(0);
      numbers.computeIfAbsent(entry, e -> new TreeSet<>());
      if (names.size() > 1 && NUMBER.matcher(names.get(1)).matches()) {
        int number = Integer.parseInt(names.get(1));
        numbers.get(entry).add(number);
        FolderText.text(names.subList(2, names.size()))
            .ifPresent(
                text -> texts.computeIfAbsent(entry, e -> new TreeMap<>()).put(number, text));
      }
    }
    Map<EntryPlace.Files, String> places = new LinkedHashMap<>();
    numbers.forEach(
        (entry, all) ->
            places.put(
                new EntryPlace.Files(datastore.ref(), top + "/" + entry, List.copyOf(all)),
                texts.getOrDefault(entry, Map.of()).values().stream()
                    .reduce("", (older, newer) -> newer)));
    return places;
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
    DatastoreFiles files = files(place.datastore(), write);
    int number = place.last() + 1;
    String path = place.path() + "/" + number;
    if (place.numbers().isEmpty()) {
      files.makeFolder(place.path());
    }
    if (!files.makeNewFolder(path)) {
      throw ModuleException.refused("`" + files.at(path) + "` was made by another run just now")
          .as(ModuleException.Kind.STALE);
    }
    files.makeFolder(path + "/" + FolderText.path(mark.toString()));
    for (int older : place.numbers()) {
      files.delete(place.path() + "/" + older);
    }
    return new JournalEntry(
        new EntryPlace.Files(place.datastore(), place.path(), List.of(number)),
        mark,
        Optional.empty());
  }

  /**
   * Deletes the older marks first: a server that stops within a deletion must not leave one of them
   * as the newest.
   */
  @Override
  public void forget(JournalEntry entry, VsphereWriter write)
      throws ModuleException, InterruptedException {
    EntryPlace.Files place = (EntryPlace.Files) entry.place();
    DatastoreFiles files = files(place.datastore(), write);
    demandOurs(place.path(), files);
    for (int older : place.numbers()) {
      if (older < place.last()) {
        files.delete(place.path() + "/" + older);
      }
    }
    files.delete(place.path());
  }

  /** Refuses where somebody put something into an entry, which would be deleted with it. */
  private static void demandOurs(String entry, DatastoreFiles files)
      throws ModuleException, InterruptedException {
    for (String name : files.contents(entry)) {
      if (!NUMBER.matcher(name).matches()) {
        throw ModuleException.refused(
            "`" + files.at(entry) + "` holds `" + name + "`, which is not ours");
      }
    }
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
        demandOurs(top + "/" + name, files);
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
