package dev.provision.vsphere.journal;

import com.vmware.vim25.Event;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an environment owns that can carry no mark, as a snapshot has it: one entry each, written
 * before the thing was made. Immutable.
 */
public final class Journal {
  /** What is read of folders for it. */
  public static final Map<String, Set<String>> PROPERTIES = Map.of("Folder", Set.of("customValue"));

  private final List<JournalEntry> entries;

  private Journal(List<JournalEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  public static Journal of(EnvironmentId environment, Inventory read) {
    Optional<Item> home = Home.find(environment, read);
    List<JournalEntry> entries = new ArrayList<>();
    if (home.isPresent()) {
      for (Item item : read.all("Folder")) {
        if (item.parent().filter(home.get().ref()::equals).isPresent()) {
          mark(item, read)
              .filter(mark -> mark.isOf(environment))
              .ifPresent(
                  mark ->
                      entries.add(
                          new JournalEntry(
                              item.ref(), mark, Evidence.against(mark, events(item)))));
        }
      }
    }
    entries.sort(Comparator.comparing(entry -> entry.mark().since()));
    return new Journal(entries);
  }

  /** What a folder says as an entry; empty for any other, and for one that was not marked yet. */
  public static Optional<EntryMark> mark(Item folder, Inventory read) {
    return ObjectMark.text(folder, read).flatMap(EntryMark::parse);
  }

  private static List<Event> events(Item entry) {
    return List.of(entry.get(AddedProperties.ENTRY_EVENTS, Event[].class).orElse(new Event[0]));
  }

  /** The entry of a thing under an address; the newest where a run made a second one. */
  public Optional<JournalEntry> entry(Address address, Thing thing) {
    return entries.stream()
        .filter(each -> each.mark().address().equals(address) && each.mark().isAbout(thing))
        .reduce((older, newer) -> newer);
  }

  /** Of one address. */
  public List<JournalEntry> of(Address address) {
    return entries.stream().filter(each -> each.mark().address().equals(address)).toList();
  }

  /** Of all addresses of one kind, {@code network}. */
  public Map<Address, List<JournalEntry>> ofKind(String kind) {
    Map<Address, List<JournalEntry>> all = new TreeMap<>();
    for (JournalEntry entry : entries) {
      if (entry.mark().address().kind().equals(kind)) {
        all.computeIfAbsent(entry.mark().address(), a -> new ArrayList<>()).add(entry);
      }
    }
    return all;
  }

  public List<JournalEntry> entries() {
    return entries;
  }
}
