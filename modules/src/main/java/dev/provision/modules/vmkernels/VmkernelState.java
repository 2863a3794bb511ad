package dev.provision.modules.vmkernels;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import java.util.Objects;
import java.util.Optional;

/**
 * An adapter as it was found.
 *
 * @param host the host; empty for one that is gone and had it
 * @param hostName for people
 * @param path the host's path and the adapter, for people
 * @param found the host's adapters; empty where it shows no configuration
 * @param adapter empty for one of ours that is gone or cannot be seen
 * @param entry of the journal
 */
record VmkernelState(
    Optional<ManagedObjectReference> host,
    String hostName,
    String path,
    Optional<HostAdapters> found,
    Optional<Adapter> adapter,
    Optional<JournalEntry> entry) {
  VmkernelState {
    Objects.requireNonNull(host);
    Objects.requireNonNull(hostName);
    Objects.requireNonNull(path);
    Objects.requireNonNull(found);
    Objects.requireNonNull(adapter);
    Objects.requireNonNull(entry);
  }
}
