package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The common part of kinds whose things are on hosts and can carry no mark: one declaration is a
 * thing of one name on each of several hosts, each owned by an entry of the journal. Pure; {@link
 * HostWrites} makes the calls.
 */
public final class HostScoped<W, E, T> {

  private final HostThings<W, E, T> things;

  public HostScoped(HostThings<W, E, T> things) {
    this.things = things;
  }

  /** Steps that change the same part of a host, such as its network, run one after the other. */
  public Set<LockKey> locks(Collection<ManagedObjectReference> hosts) {
    return hosts.stream().map(host -> lock(things.manager(), host)).collect(Collectors.toSet());
  }

  /**
   * The same for one host.
   *
   * @param manager as in {@link HostThings#manager}
   */
  public static LockKey lock(String manager, ManagedObjectReference host) {
    return new LockKey(manager + " of " + host.getVal());
  }

  /**
   * What there is.
   *
   * @param hosts on which it is declared to be; none where it is to be absent
   */
  public HostState<E> state(
      Address address,
      EnvironmentId environment,
      String name,
      Collection<Item> hosts,
      Inventory read) {
    Journal journal = Journal.of(environment, read);
    List<HostPart<E>> parts = new ArrayList<>();
    List<JournalEntry> rest = new ArrayList<>(journal.of(address));
    for (Item host : hosts) {
      Optional<JournalEntry> entry = journal.entry(address, thing(host, name));
      entry.ifPresent(rest::remove);
      parts.add(part(host, name, entry, true, read));
    }
    for (JournalEntry entry : rest) {
      parts.add(part(entry, read));
    }
    return new HostState<>(name, parts);
  }

  Thing thing(Item host, String name) {
    return new Thing(host.ref(), host.name(), things.what() + " " + name);
  }

  private HostPart<E> part(
      Item host, String name, Optional<JournalEntry> entry, boolean wanted, Inventory read) {
    return new HostPart<>(
        Optional.of(host.ref()),
        host.name(),
        name,
        read.path(host.ref()) + " " + things.what() + " " + name,
        things.seen(host).then(all -> Seen.of(all.get(name))),
        entry,
        wanted);
  }

  /** The thing of an entry for a host that is not to have it any more. */
  private HostPart<E> part(JournalEntry entry, Inventory read) {
    EntryMark mark = entry.mark();
    String name = mark.what().substring(things.what().length() + 1);
    return host(mark, read)
        .map(host -> part(host, name, Optional.of(entry), false, read))
        .orElseGet(
            () ->
                new HostPart<>(
                    Optional.empty(),
                    mark.owner(),
                    name,
                    mark.owner() + " " + mark.what(),
                    new Seen.NotSet<>(),
                    Optional.of(entry),
                    false));
  }

  private static Optional<Item> host(EntryMark mark, Inventory read) {
    Collection<Item> hosts = read.all("HostSystem");
    return hosts.stream()
        .filter(host -> host.ref().getVal().equals(mark.on()))
        .findFirst()
        .or(() -> hosts.stream().filter(host -> host.name().equals(mark.owner())).findFirst());
  }

  /**
   * What the calls that take it away need, on each of its hosts and in the journal.
   *
   * @param privilege of the calls that make, change and remove such things
   */
  public List<Right> rights(HostState<E> state, String privilege, Inventory read) {
    List<Right> all = new ArrayList<>();
    for (HostPart<E> part : state.parts()) {
      part.host().ifPresent(host -> all.add(new Right(privilege, read.path(host).toString(), "")));
      all.addAll(JournalRights.toForget(part.entry(), read));
    }
    return all;
  }

  /** Foreign where a thing of this name is on one of the hosts and is not ours. */
  public <O> Observation<O> observed(HostState<E> state, O as) {
    Optional<HostPart<E>> foreign =
        state.wanted().filter(part -> part.isThere() && !part.isOurs()).findFirst();
    if (foreign.isPresent()) {
      return new Observation.Foreign<>(as, foreign.get().path());
    }
    return state.isAnywhere()
        ? new Observation.Present<>(as, state.path(), Ownership.OWNED)
        : new Observation.Absent<>();
  }

  /** What differs; a field that differs in the same way on every host is one change. */
  public List<Change> changes(W wanted, HostState<E> state, boolean protect) {
    List<Change> changes = new ArrayList<>();
    List<HostPart<E>> there = state.wanted().filter(HostPart::isThere).toList();
    Map<Change, List<String>> fields = new LinkedHashMap<>();
    for (HostPart<E> part : there) {
      E seen = part.there().known().orElseThrow();
      for (Change change : things.rows().changes(wanted, seen)) {
        fields.computeIfAbsent(things.told(change, seen), c -> new ArrayList<>()).add(part.name());
      }
    }
    fields.forEach(
        (change, hosts) ->
            changes.add(
                hosts.size() == there.size() ? change : on(change, String.join(", ", hosts))));
    for (HostPart<E> part : state.parts()) {
      part(part, protect).ifPresent(changes::add);
    }
    return changes;
  }

  private Optional<Change> part(HostPart<E> part, boolean protect) {
    String field = "hosts." + part.name();
    if (part.isUnread()) {
      return Optional.empty();
    }
    if (!part.wanted()) {
      return part.isOurs()
          ? Optional.of(Change.inPlace(field, things.what(), Change.ABSENT))
          : Optional.empty();
    }
    if (!part.isThere()) {
      return Optional.of(Change.inPlace(field, Change.ABSENT, things.what()));
    }
    return part.entry()
        .flatMap(
            entry ->
                entry.isOpen()
                    ? Optional.of(Change.inPlace("journal." + part.name(), "unfinished", "made"))
                    : entry.change(protect));
  }

  private static Change on(Change change, String hosts) {
    return new Change(
        change.field() + " on " + hosts,
        change.before(),
        change.after(),
        change.effect(),
        change.sensitive(),
        change.reason());
  }

  /** Hosts that show nothing, for the notes of a plan. */
  public List<String> notes(HostState<E> state) {
    return state.parts().stream()
        .filter(HostPart::isUnread)
        .map(part -> "`" + part.name() + "` shows no configuration, so it is left as it is there")
        .toList();
  }

  /**
   * All of one kind that have an entry, whether a host still has them or not. A section may have
   * entries of other things too: a distributed switch that is being made.
   */
  public Stream<Owned<HostState<E>>> owned(String kind, EnvironmentId environment, Inventory read) {
    return Journal.of(environment, read).ofKind(kind).entrySet().stream()
        .map(
            each -> Map.entry(each.getKey(), each.getValue().stream().filter(this::isOne).toList()))
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> owned(each.getKey(), each.getValue(), read));
  }

  private boolean isOne(JournalEntry entry) {
    return entry.mark().what().startsWith(things.what() + " ");
  }

  private Owned<HostState<E>> owned(Address address, List<JournalEntry> entries, Inventory read) {
    HostState<E> state =
        new HostState<>(address.name(), entries.stream().map(entry -> part(entry, read)).toList());
    String suspect =
        entries.stream()
            .flatMap(entry -> entry.contradicted().stream())
            .findFirst()
            .map(why -> "it may not be ours: " + why)
            .orElse("");
    return new Owned<>(
        address,
        state,
        state.owned(),
        entries.stream().allMatch(JournalEntry::isAdopted),
        entries.stream().anyMatch(entry -> entry.mark().protect()),
        suspect,
        List.of());
  }

  HostThings<W, E, T> things() {
    return things;
  }
}
