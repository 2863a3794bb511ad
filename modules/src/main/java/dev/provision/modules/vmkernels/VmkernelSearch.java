package dev.provision.modules.vmkernels;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.journal.AdapterEntry;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.PortGroupAt;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds adapters by the journal, which has the name that the host gave one; else by what is
 * declared of it: its device, or its port group, TCP/IP stack and address.
 */
final class VmkernelSearch {
  private final Inventory read;

  VmkernelSearch(Inventory read) {
    this.read = read;
  }

  Observation<VmkernelState> observe(Address address, VmkernelDesired desired) {
    Journal journal = Journal.of(desired.environment(), read);
    Optional<JournalEntry> entry =
        journal.of(address).stream().reduce((older, newer) -> newer).filter(JournalEntry::counts);
    Optional<Item> host =
        entry.flatMap(each -> host(each, read)).or(() -> wanted(desired.host().place()));
    if (host.isEmpty()) {
      return new Observation.Absent<>();
    }
    String where =
        read.path(host.get().ref())
            + " "
            + new AdapterEntry(Optional.empty(), desired.network().name());
    Seen<HostAdapters> seen = HostAdapters.of(host.get(), read);
    if (seen instanceof Seen.Unknown<HostAdapters> unknown) {
      return entry.isPresent()
          ? present(state(host.get(), Optional.empty(), Optional.empty(), entry), entry.get())
          : new Observation.Unreadable<>(where, unknown.why());
    }
    Optional<HostAdapters> all = seen.known();
    Optional<Adapter> adapter =
        all.flatMap(
            known ->
                entry.isPresent()
                    ? ofEntry(entry.get(), desired, known)
                    : identified(desired, known, journal));
    if (adapter.isEmpty()) {
      return new Observation.Absent<>();
    }
    VmkernelState state = state(host.get(), all, adapter, entry);
    return entry
        .map(each -> present(state, each))
        .orElseGet(() -> new Observation.Foreign<>(state, state.path()));
  }

  private static Observation<VmkernelState> present(VmkernelState state, JournalEntry entry) {
    return new Observation.Present<>(
        state, state.path(), entry.isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
  }

  private Optional<Item> wanted(Place place) {
    return place instanceof Place.Known known ? read.get(known.ref()) : Optional.empty();
  }

  /** A host that was added again has another id and the same name; one that is to be has none. */
  private static Optional<Item> host(JournalEntry entry, Inventory read) {
    return read.all("HostSystem").stream()
        .filter(host -> host.ref().getVal().equals(entry.mark().on()))
        .findFirst()
        .or(
            () ->
                read.all("HostSystem").stream()
                    .filter(host -> Place.known(host.ref()).isPresent())
                    .filter(host -> host.name().equals(entry.mark().owner()))
                    .findFirst());
  }

  private VmkernelState state(
      Item host,
      Optional<HostAdapters> all,
      Optional<Adapter> adapter,
      Optional<JournalEntry> entry) {
    String what =
        adapter
            .map(VmkernelSearch::entry)
            .map(AdapterEntry::toString)
            .or(() -> entry.map(each -> each.mark().what()))
            .orElse("");
    return new VmkernelState(
        Optional.of(host.ref()),
        host.name(),
        read.path(host.ref()) + " " + what,
        all,
        adapter,
        entry);
  }

  /** What an entry says of an adapter that is there. */
  static AdapterEntry entry(Adapter adapter) {
    return new AdapterEntry(Optional.of(adapter.device()), adapter.at().name());
  }

  /** The adapter of an entry; one of a run that ended early has no name yet. */
  private Optional<Adapter> ofEntry(
      JournalEntry entry, VmkernelDesired desired, HostAdapters known) {
    return AdapterEntry.of(entry.mark()).flatMap(AdapterEntry::device).isPresent()
        ? named(entry, known)
        : identified(desired, known, Journal.of(desired.environment(), read));
  }

  /**
   * The adapter that an entry names. A host that was added again may have come back without it, and
   * have given its name to another one; then the port group is another one too.
   */
  private static Optional<Adapter> named(JournalEntry entry, HostAdapters known) {
    boolean isSameHost = entry.mark().on().equals(known.host().ref().getVal());
    return AdapterEntry.of(entry.mark())
        .flatMap(
            says ->
                says.device()
                    .flatMap(known::device)
                    .filter(each -> isSameHost || each.at().name().equals(says.network())));
  }

  /** The adapter that a declaration means, unless another entry says whose it is. */
  static Optional<Adapter> identified(
      VmkernelDesired desired, HostAdapters known, Journal journal) {
    VmkernelSpec spec = desired.spec();
    if (spec.device().isPresent()) {
      return known.device(spec.device().get());
    }
    PortGroupAt at = PortGroupAt.of(desired.network());
    List<Adapter> there =
        known.all().stream()
            .filter(each -> each.at().equals(at) && each.stack().equals(spec.stack()))
            .filter(each -> !isOfAnother(each, desired.address(), known, journal))
            .toList();
    // a standard port group takes one adapter a host, a distributed one several
    return at.isDistributed()
        ? there.stream()
            .filter(each -> spec.ip().filter(ip -> each.ip().equals(Seen.of(ip))).isPresent())
            .findFirst()
        : there.stream().findFirst();
  }

  private static boolean isOfAnother(
      Adapter adapter, Address address, HostAdapters known, Journal journal) {
    return journal.entries().stream()
        .filter(each -> !each.mark().address().equals(address))
        .filter(each -> each.mark().on().equals(known.host().ref().getVal()))
        .flatMap(each -> AdapterEntry.of(each.mark()).stream())
        .anyMatch(each -> each.device().filter(adapter.device()::equals).isPresent());
  }

  Stream<Owned<VmkernelState>> owned(String kind, EnvironmentId environment) {
    return Journal.of(environment, read).ofKind(kind).values().stream()
        .map(entries -> owned(entries.get(entries.size() - 1)));
  }

  private Owned<VmkernelState> owned(JournalEntry entry) {
    Optional<Item> host = host(entry, read);
    Optional<HostAdapters> all = host.flatMap(each -> HostAdapters.of(each, read).known());
    Optional<Adapter> adapter = all.flatMap(known -> named(entry, known));
    VmkernelState state =
        host.map(each -> state(each, all, adapter, Optional.of(entry)))
            .orElseGet(
                () ->
                    new VmkernelState(
                        Optional.<ManagedObjectReference>empty(),
                        entry.mark().owner(),
                        entry.mark().owner() + " " + entry.mark().what(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(entry)));
    return new Owned<>(
        entry.mark().address(),
        state,
        state.path(),
        entry.isAdopted(),
        entry.mark().protect(),
        entry.contradicted().map(why -> "it may not be ours: " + why).orElse(""),
        List.of());
  }
}
