package dev.provision.vsphere.journal;

import com.vmware.vim25.Event;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The entries of an environment, as a snapshot has them: one for each thing of ours that can carry
 * no mark, written before the thing was made. Immutable.
 */
public final class Journal {
  /** What is read of folders for it. */
  public static final Map<String, Set<String>> PROPERTIES = Map.of("Folder", Set.of("customValue"));

  private final List<JournalEntry> entries;

  private Journal(List<JournalEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  public static Journal of(EnvironmentId environment, Inventory read) {
    List<JournalEntry> entries = new ArrayList<>();
    for (JournalEntry entry : JournalHome.of(read).entries(environment, read)) {
      entries.add(entry.with(Evidence.against(entry.mark(), events(entry, read))));
    }
    entries.sort(Comparator.comparing(entry -> entry.mark().since()));
    return new Journal(entries);
  }

  /** Why no entry can be written, and so nothing be made; empty when one can. */
  public static Optional<String> whyNot(Inventory read) {
    return JournalHome.of(read).whyNot(read);
  }

  /** Whether the environment has a home; it stays until the environment is destroyed. */
  public static boolean hasHome(EnvironmentId environment, Inventory read) {
    return JournalHome.of(read).find(environment, read).isPresent();
  }

  /** The folder of all homes in a vCenter, {@code /provision}; it need not exist. */
  public static InventoryPath homes() {
    return InventoryHome.TOP;
  }

  private static List<Event> events(JournalEntry entry, Inventory read) {
    return entry
        .owner(read)
        .flatMap(item -> item.get(AddedProperties.JOURNAL_EVENTS, Event[].class))
        .map(List::of)
        .orElse(List.of());
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
