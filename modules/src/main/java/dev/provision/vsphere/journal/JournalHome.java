package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import java.util.List;
import java.util.Optional;

/**
 * Where an environment keeps its journal: in folders of a vCenter's inventory, or of a datastore of
 * a single ESXi host, which has no folders and keeps no custom attributes. Stateless.
 */
interface JournalHome {
  /**
   * The home as it was read.
   *
   * @param in the folder of the inventory, or the datastores that have one
   * @param path of it, for messages
   * @param others paths of what is in it besides the journal; it is kept while there is something
   */
  record Found(List<ManagedObjectReference> in, String path, List<String> others) {
    public Found {
      in = List.copyOf(in);
      others = List.copyOf(others);
    }
  }

  static JournalHome of(Inventory read) {
    return DirectHost.is(read) ? new DatastoreHome() : new InventoryHome();
  }

  /** The entries of an environment, without what events say against them. */
  List<JournalEntry> entries(EnvironmentId environment, Inventory read);

  /** Why no entry can be written; empty when one can. */
  Optional<String> whyNot(Inventory read);

  /** Empty when there is none that we made. */
  Optional<Found> find(EnvironmentId environment, Inventory read);

  /**
   * Writes an entry, over an older one of the same name.
   *
   * @param name of its folder, for people: {@code network.app on host-12}; the mark is what counts
   */
  JournalEntry put(EnvironmentId environment, String name, EntryMark mark, VsphereWriter write)
      throws ModuleException, InterruptedException;

  /** Writes another mark into an entry. */
  JournalEntry set(JournalEntry entry, EntryMark mark, VsphereWriter write)
      throws ModuleException, InterruptedException;

  /** Deletes an entry; it need not exist. */
  void forget(JournalEntry entry, VsphereWriter write) throws ModuleException, InterruptedException;

  /** Deletes the home with the entries that a killed run left in it. */
  void remove(Found home, VsphereWriter write) throws ModuleException, InterruptedException;
}
