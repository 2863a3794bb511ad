package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.TextDigest;
import dev.provision.vsphere.journal.EntryMark.State;
import dev.provision.vsphere.kind.VsphereWriter;
import java.time.Instant;

/**
 * Writes the journal of an environment: an entry before the call that makes a thing, and again
 * after it; the same around the call that takes it off. For one step.
 */
public final class JournalWriter {
  /** A name of an inventory object has 80 characters at most (vSphere API, CreateFolder). */
  private static final int LONGEST = 80;

  private final VsphereWriter write;

  public JournalWriter(VsphereWriter write) {
    this.write = write;
  }

  /** The server's time: asked before it is read that a thing is not there. */
  public Instant time() throws ModuleException {
    ManagedObjectReference service = new ManagedObjectReference();
    service.setType("ServiceInstance");
    service.setVal("ServiceInstance");
    return write.call(api -> api.currentTime(service)).toInstant();
  }

  /**
   * Says that there is no such thing, and that we are about to make it. Entries about one that was
   * on an object of the same name, such as a host before it was added again, are taken away.
   *
   * @param since from before that was read
   */
  public JournalEntry begin(
      EnvironmentId environment, Address address, Thing thing, Instant since, boolean protect)
      throws ModuleException, InterruptedException {
    Inventory read = write.inventory();
    for (JournalEntry old : Journal.of(environment, read).of(address)) {
      if (old.mark().wasOn(thing) && old.owner(read).isEmpty()) {
        forget(old);
      }
    }
    return put(environment, address, thing, since, State.ABSENT, protect);
  }

  /** Says of what is there that it is ours from now on, and was somebody else's. */
  public JournalEntry adopt(
      EnvironmentId environment, Address address, Thing thing, boolean protect)
      throws ModuleException, InterruptedException {
    return put(environment, address, thing, time(), State.ADOPTED, protect);
  }

  /** Says that the thing of an entry was made. */
  public void made(JournalEntry entry) throws ModuleException, InterruptedException {
    State state = entry.isAdopted() ? State.ADOPTED : State.MADE;
    home().set(entry, entry.mark().with(state), write);
  }

  /** The same, with the other word about its protection. */
  public void made(JournalEntry entry, boolean protect)
      throws ModuleException, InterruptedException {
    made(new JournalEntry(entry.place(), entry.mark().with(protect), entry.contradicted()));
  }

  /** The same of a thing that is called so now, under this address. */
  public void made(JournalEntry entry, Address address, String called, boolean protect)
      throws ModuleException, InterruptedException {
    made(
        new JournalEntry(entry.place(), entry.mark().with(address, called), entry.contradicted()),
        protect);
  }

  /**
   * Says that the thing of an entry is called so now, under this address; nothing else changes.
   *
   * @param called as in {@link Thing#what}
   */
  public JournalEntry called(JournalEntry entry, Address address, String called)
      throws ModuleException, InterruptedException {
    return home().set(entry, entry.mark().with(address, called), write);
  }

  /** Says that the thing of an entry is about to be taken off. */
  public void leaving(JournalEntry entry) throws ModuleException, InterruptedException {
    EntryMark old = entry.mark();
    home()
        .set(
            entry,
            new EntryMark(
                old.environment(),
                old.address(),
                old.what(),
                old.on(),
                old.owner(),
                time(),
                write.user(),
                write.runId(),
                State.LEAVING,
                old.protect()),
            write);
  }

  /** Takes an entry away, whose thing is gone or given back. */
  public void forget(JournalEntry entry) throws ModuleException, InterruptedException {
    home().forget(entry, write);
  }

  private JournalEntry put(
      EnvironmentId environment,
      Address address,
      Thing thing,
      Instant since,
      State state,
      boolean protect)
      throws ModuleException, InterruptedException {
    EntryMark mark =
        new EntryMark(
            environment.toString(),
            address,
            thing.what(),
            thing.on().getVal(),
            thing.owner(),
            since,
            write.user(),
            write.runId(),
            state,
            protect);
    return home().put(environment, name(address, thing), mark, write);
  }

  /** For people: the mark says what counts. */
  private static String name(Address address, Thing thing) {
    String name = address + " on " + thing.on().getVal();
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - 13) + "~" + TextDigest.sha256(name).substring(0, 12);
  }

  private JournalHome home() {
    return JournalHome.of(write.inventory());
  }
}
