package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.DatastoreJournal;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A text that changes, in a folder of a datastore: in it a folder for each writing, {@code 1},
 * {@code 2}, and in that the text as names of folders ({@link FolderText}). The highest number
 * whose text is whole counts, and the lower ones are deleted after it was written, so a run may end
 * between any two calls. A number is made by a {@code MakeDirectory} without parents, which the
 * server refuses to the second of two runs.
 */
public final class NumberedText {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private NumberedText() {}

  /**
   * The folders below one, each with its newest whole text; empty for one without.
   *
   * @param top the path of that one on the datastore
   */
  public static Map<EntryPlace.Files, String> in(
      String top, ManagedObjectReference datastore, DatastoreJournal searched) {
    Map<String, SortedSet<Integer>> numbers = new LinkedHashMap<>();
    Map<String, Map<Integer, String>> texts = new HashMap<>();
    for (String path : searched.folders(top)) {
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
                new EntryPlace.Files(datastore, top + "/" + entry, List.copyOf(all)),
                texts.getOrDefault(entry, Map.of()).values().stream()
                    .reduce("", (older, newer) -> newer)));
    return places;
  }

  /** Writes another text; returns the place as it is then. */
  public static EntryPlace.Files write(EntryPlace.Files place, String text, DatastoreFiles files)
      throws ModuleException, InterruptedException {
    int number = place.last() + 1;
    String path = place.path() + "/" + number;
    if (place.numbers().isEmpty()) {
      files.makeFolder(place.path());
    }
    if (!files.makeNewFolder(path)) {
      throw ModuleException.refused("`" + files.at(path) + "` was made by another run just now")
          .as(ModuleException.Kind.STALE);
    }
    files.makeFolder(path + "/" + FolderText.path(text));
    for (int older : place.numbers()) {
      files.delete(place.path() + "/" + older);
    }
    return new EntryPlace.Files(place.datastore(), place.path(), List.of(number));
  }

  /**
   * Deletes the folder, the older texts first: a server that stops within a deletion must not leave
   * one of them as the newest.
   */
  public static void delete(EntryPlace.Files place, DatastoreFiles files)
      throws ModuleException, InterruptedException {
    demandOurs(place.path(), files);
    for (int older : place.numbers()) {
      if (older < place.last()) {
        files.delete(place.path() + "/" + older);
      }
    }
    files.delete(place.path());
  }

  /** Refuses where somebody put something into the folder, which would be deleted with it. */
  static void demandOurs(String folder, DatastoreFiles files)
      throws ModuleException, InterruptedException {
    for (String name : files.contents(folder)) {
      if (!NUMBER.matcher(name).matches()) {
        throw ModuleException.refused(
            "`" + files.at(folder) + "` holds `" + name + "`, which is not ours");
      }
    }
  }
}
