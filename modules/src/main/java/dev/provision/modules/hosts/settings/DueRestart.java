package dev.provision.modules.hosts.settings;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalRights;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.journal.Thing;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectDesired;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The restart of ntpd that its new servers need. Nothing on the host shows that it is missing, so
 * the journal says it from before the servers change until ntpd was restarted; a later run restarts
 * it when this one ends in between.
 */
public record DueRestart(EnvironmentId environment, Address host) {
  /** What a change is called that only restarts it. */
  public static final String FIELD = "restart";

  /** Not a property of the API: the entry that a run left open. */
  private static final String DUE = "provision.restart";

  /** That of a host. */
  public static DueRestart of(ObjectDesired<?> host) {
    return new DueRestart(host.environment(), host.address());
  }

  private static Address address(Address host) {
    return new Address(host.kind(), host.name() + "." + TimeRows.DAEMON);
  }

  private static Thing thing(Item host) {
    return new Thing(host.ref(), host.shown(), "restart of " + TimeRows.DAEMON);
  }

  /** A host with what a run before this one left to do. */
  public static Item in(Item host, Inventory read) {
    return ObjectMark.read(host, read)
        .flatMap(
            mark ->
                Journal.of(EnvironmentId.parse(mark.environment()), read)
                    .entry(address(Address.parse(mark.address())), thing(host)))
        .map(entry -> host.with(DUE, entry))
        .orElse(host);
  }

  private static Optional<JournalEntry> of(Item host) {
    return host.get(DUE, JournalEntry.class);
  }

  /** What a host that was read {@link #in} still needs. */
  public static List<Change> changes(Item host) {
    return of(host).stream()
        .map(
            entry ->
                Change.inPlace(
                    FIELD,
                    TimeRows.DAEMON + " runs with its old servers",
                    TimeRows.DAEMON + " restarted"))
        .toList();
  }

  /** Restarts what a run before this one did not; it is done where the servers changed again. */
  public static void finish(Item host, List<Change> changes, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Optional<JournalEntry> entry = of(host);
    if (entry.isPresent()) {
      if (changes.stream().noneMatch(each -> each.field().equals(TimeRows.SERVERS))) {
        TimeRows.restart(new Managers(host.ref(), write));
      }
      new JournalWriter(write).forget(entry.get());
    }
  }

  /** What the calls around changes of a host need. */
  public List<Right> rights(String on, List<Change> changes) {
    List<Right> all = new ArrayList<>();
    if (changes.stream().anyMatch(each -> each.field().equals(FIELD))) {
      all.add(new Right("Host.Config.NetService", on, "RestartService"));
    }
    if (changes.stream().anyMatch(each -> each.field().equals(TimeRows.SERVERS))) {
      all.addAll(JournalRights.around(environment));
    }
    return all;
  }

  /** Says that it is due. */
  JournalEntry begin(ManagedObjectReference host, VsphereWriter write)
      throws ModuleException, InterruptedException {
    JournalWriter journal = new JournalWriter(write);
    Thing thing = thing(write.read(host, "name"));
    return journal.begin(environment, address(this.host), thing, journal.time(), false);
  }
}
