package dev.provision.vsphere.lease;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.journal.EntryPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server's leases in memory, with its clock; safe for many threads. */
final class StoredLeases implements LeaseStore {
  private final List<FoundLease> kept = new ArrayList<>();
  private int made;
  private int failures;
  private Runnable onMake = () -> {};
  private boolean hidden;

  /** The next calls fail as a broken line does. */
  synchronized void fail(int calls) {
    failures = calls;
  }

  /** Somebody does something just after the next lease was made. */
  synchronized void onMake(Runnable what) {
    onMake = what;
  }

  synchronized FoundLease put(int number, Optional<LeaseMark> mark) {
    ManagedObjectReference folder = new ManagedObjectReference();
    folder.setType("Folder");
    folder.setVal("group-" + ++made);
    FoundLease lease = new FoundLease(new EntryPlace.Folder(folder), number, mark);
    kept.add(lease);
    return lease;
  }

  /** Its run marks one, however slow it was. */
  synchronized void put(FoundLease lease, Optional<LeaseMark> mark) {
    kept.removeIf(lease::isSame);
    kept.add(new FoundLease(lease.place(), lease.number(), mark));
  }

  /** There is one of each number, and none is shown. */
  synchronized void hide() {
    hidden = true;
  }

  private void call() throws ModuleException {
    if (failures > 0) {
      failures--;
      throw new ModuleException(ModuleException.Kind.TRANSIENT, "the line broke", null);
    }
  }

  @Override
  public synchronized List<FoundLease> all() throws ModuleException {
    call();
    return List.copyOf(kept);
  }

  @Override
  public List<FoundLease> beside(FoundLease ours) throws ModuleException {
    return all();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public synchronized Optional<FoundLease> make(Optional<FoundLease> after) throws ModuleException {
    call();
    int number = after.map(FoundLease::number).orElse(0) + 1;
    if (hidden || kept.stream().anyMatch(each -> each.number() == number)) {
      return Optional.empty();
    }
    FoundLease lease = put(number, Optional.empty());
    Runnable meanwhile = onMake;
    onMake = () -> {};
    meanwhile.run();
    return Optional.of(lease);
  }

  @Override
  public synchronized FoundLease mark(FoundLease lease, LeaseMark mark) throws ModuleException {
    call();
    if (!kept.removeIf(lease::isSame)) {
      throw new ModuleException(ModuleException.Kind.STALE, "it is gone", null);
    }
    FoundLease marked = new FoundLease(lease.place(), lease.number(), Optional.of(mark));
    kept.add(marked);
    return marked;
  }

  @Override
  public synchronized void delete(FoundLease lease) throws ModuleException {
    call();
    kept.removeIf(each -> each.place().equals(lease.place()));
  }
}
