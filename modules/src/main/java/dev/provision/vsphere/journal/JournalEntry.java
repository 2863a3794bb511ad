package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry: a sub-folder of the environment's home.
 *
 * @param contradicted what the server's events say against it: {@code LAB\bob changed it at …};
 *     empty where they say nothing
 */
public record JournalEntry(
    ManagedObjectReference folder, EntryMark mark, Optional<String> contradicted) {
  public JournalEntry {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(mark);
    Objects.requireNonNull(contradicted);
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
}
