package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.Objects;
import java.util.Optional;

/**
 * A thing on one host.
 *
 * @param host empty for one that is gone and had the thing
 * @param name the host's
 * @param called what the thing is called
 * @param path where it is, for messages
 * @param there what was read of it
 * @param entry of the journal
 * @param wanted whether it is declared to be on this host
 */
public record HostPart<E>(
    Optional<ManagedObjectReference> host,
    String name,
    String called,
    String path,
    Seen<E> there,
    Optional<JournalEntry> entry,
    boolean wanted) {
  public HostPart {
    Objects.requireNonNull(host);
    Objects.requireNonNull(name);
    Objects.requireNonNull(called);
    Objects.requireNonNull(path);
    Objects.requireNonNull(there);
    Objects.requireNonNull(entry);
  }

  /** A host that is disconnected shows nothing, and is left as it is. */
  public boolean isUnread() {
    return there instanceof Seen.Unknown;
  }

  public boolean isThere() {
    return there instanceof Seen.Known;
  }

  public boolean isOurs() {
    return entry.filter(JournalEntry::counts).isPresent();
  }
}
