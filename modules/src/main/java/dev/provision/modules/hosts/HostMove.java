package dev.provision.modules.hosts;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.journal.Thing;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.List;
import java.util.Optional;

/**
 * Moves a host between clusters, or out of one. Out of a cluster it goes in maintenance mode only.
 * That a run entered it for the move is in the journal, so that a later run leaves it again if this
 * one ends in between; a host that was in maintenance mode before stays in it.
 */
final class HostMove {
  /** Not a property of the API: the entry of a journal that a run left open. */
  static final String ENTERED = "provision.entered";

  private static final String CLUSTER = "ClusterComputeResource";

  private final VsphereWriter write;

  HostMove(VsphereWriter write) {
    this.write = write;
  }

  private static Thing thing(Item host) {
    return new Thing(host.ref(), host.shown(), "maintenance of " + host.shown());
  }

  /** The entry of a run that entered maintenance mode for a move and did not leave it. */
  static Optional<JournalEntry> entered(Item host, Inventory read) {
    return ObjectMark.read(host, read)
        .flatMap(
            mark ->
                Journal.of(EnvironmentId.parse(mark.environment()), read)
                    .entry(Address.parse(mark.address()), thing(host)))
        .filter(JournalEntry::isOpen);
  }

  /** What has to end that a run before this one began. */
  static List<Change> left(HostSpec spec, ObjectState seen) {
    if (seen.item().get(ENTERED, JournalEntry.class).isEmpty()) {
      return List.of();
    }
    return LifeRows.isInMaintenance(seen.item()) && spec.maintenance().isEmpty()
        ? List.of(Change.inPlace(LifeRows.MAINTENANCE, "on", "off, as before the move"))
        : List.of(Change.inPlace("journal", "unfinished", "finished"));
  }

  void to(
      ManagedObjectReference above,
      ObjectState seen,
      EnvironmentId environment,
      Address address,
      MaintenanceSpec how)
      throws ModuleException, InterruptedException {
    ManagedObjectReference host = seen.ref();
    Item now = write.read(host, "name", "parent", "runtime.inMaintenanceMode");
    boolean leaves = now.parent().filter(each -> each.getType().equals(CLUSTER)).isPresent();
    Optional<JournalEntry> entry = Optional.empty();
    HostMaintenance maintenance = new HostMaintenance(write);
    if (leaves && !LifeRows.isInMaintenance(now)) {
      JournalWriter journal = new JournalWriter(write);
      entry = Optional.of(journal.begin(environment, address, thing(now), journal.time(), false));
    }
    try {
      if (entry.isPresent()) {
        maintenance.enter(host, how);
      }
      move(host, now, above);
    } catch (ModuleException e) {
      if (entry.isPresent() && e.kind() == ModuleException.Kind.REFUSED) {
        leave(host, entry.get());
      }
      throw e;
    }
    if (entry.isPresent()) {
      leave(host, entry.get());
    }
  }

  private void move(ManagedObjectReference host, Item seen, ManagedObjectReference above)
      throws ModuleException, InterruptedException {
    ManagedObjectReference from = seen.parent().orElse(above);
    write.touched(from);
    write.touched(above);
    if (above.getType().equals("Folder")) {
      // one that stands alone moves with its compute resource
      ManagedObjectReference moved = from.getType().equals(CLUSTER) ? host : from;
      write.task(api -> api.moveIntoFolder_Task(above, new ManagedObjectReference[] {moved}));
    } else {
      write.task(api -> api.moveInto_Task(above, new ManagedObjectReference[] {host}));
    }
    Optional<ManagedObjectReference> now = write.read(host, "parent").parent();
    if (now.isPresent()) {
      HostAdding.touchCompute(now.get(), write);
    }
  }

  /**
   * Ends what a run before this one began.
   *
   * @param stays whether it is to be in maintenance mode
   */
  void end(ManagedObjectReference host, JournalEntry entry, boolean stays)
      throws ModuleException, InterruptedException {
    if (stays) {
      new JournalWriter(write).forget(entry);
    } else {
      leave(host, entry);
    }
  }

  /** Ends what a run began: leaves maintenance mode, and then forgets that it was entered. */
  private void leave(ManagedObjectReference host, JournalEntry entry)
      throws ModuleException, InterruptedException {
    new HostMaintenance(write).leave(host);
    new JournalWriter(write).forget(entry);
  }
}
