package dev.provision.vsphere.journal;

import dev.provision.spi.Change;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.rights.Rights;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One entry: a folder in the environment's home.
 *
 * @param place where it is written
 * @param contradicted what the server's events say against it: {@code LAB\bob changed it at …};
 *     empty where they say nothing
 */
public record JournalEntry(EntryPlace place, EntryMark mark, Optional<String> contradicted) {
  public JournalEntry {
    Objects.requireNonNull(place);
    Objects.requireNonNull(mark);
    Objects.requireNonNull(contradicted);
  }

  /** The same with what events say against it. */
  JournalEntry with(Optional<String> other) {
    return new JournalEntry(place, mark, other);
  }

  /**
   * What has the thing, by its id: an object of the inventory, or the manager of roles; empty when
   * it is gone.
   */
  public Optional<Item> owner(Inventory read) {
    return Stream.concat(ManagedTypes.VIEWED.stream(), Stream.of(Rights.TYPE))
        .flatMap(type -> read.all(type).stream())
        .filter(item -> item.ref().getVal().equals(mark.on()))
        .findFirst();
  }

  /** Whether the thing, where there is one, is ours. */
  public boolean counts() {
    return contradicted.isEmpty();
  }

  public boolean isAdopted() {
    return mark.state() == EntryMark.State.ADOPTED;
  }

  /** Whether a run ended before it wrote that the thing was made, or is gone. */
  public boolean isOpen() {
    return mark.state() == EntryMark.State.ABSENT || mark.state() == EntryMark.State.LEAVING;
  }

  /** What an update writes into the entry: that the thing is made, or whether it is protected. */
  public Optional<Change> change(boolean protect) {
    if (isOpen()) {
      return Optional.of(Change.inPlace("journal", "unfinished", "made"));
    }
    return mark.protect() == protect
        ? Optional.empty()
        : Optional.of(
            Change.inPlace("protect", String.valueOf(mark.protect()), String.valueOf(protect)));
  }
}
